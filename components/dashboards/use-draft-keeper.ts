'use client'

import { useEffect, useRef, useState } from 'react'
import { type History, isChanged } from '@/lib/dashboards/history'
import { dropDraft, holdDraft, type KeptDraft, keepDraft } from './draft-store'

export type Kept = { state: 'nothing' | 'keeping' | 'failed' } | { state: 'kept'; at: number }

type Work = () => Promise<unknown>

/** One write at a time, the newest next: what came in between is not worth writing. */
function createQueue(failed: (error: unknown) => void) {
  let next: Work | null = null
  let running: Promise<void> | null = null
  const drain = async () => {
    while (next) {
      const work = next
      next = null
      await work().catch(failed)
    }
    running = null
  }
  return (work: Work) => {
    next = work
    running ??= drain()
    return running
  }
}

type Subject = { id: string; boardId: string; version: number; history: History }

/**
 * Keeps a draft in this browser with each change, with all its steps, for as long as there is anything to save or to redo.
 * Where the browser refuses, leaving the page asks first.
 */
export function useDraftKeeper({ id, boardId, version, history }: Subject) {
  const [kept, setKept] = useState<Kept>({ state: 'nothing' })
  const done = useRef(false)
  const [write] = useState(() => createQueue(() => setKept({ state: 'failed' })))

  useEffect(() => holdDraft(id), [id])

  const first = useRef(history)
  useEffect(() => {
    if (done.current || history === first.current) return
    first.current = history
    const worth = isChanged(history) || history.past.length > 0 || history.future.length > 0
    const at = Date.now()
    const draft: KeptDraft = { id, boardId, version, history, at }
    setKept({ state: 'keeping' })
    write(async () => {
      if (done.current) return
      await (worth ? keepDraft(draft) : dropDraft(id))
      setKept(worth ? { state: 'kept', at } : { state: 'nothing' })
    })
  }, [history, id, boardId, version, write])

  const atRisk = kept.state === 'keeping' || (kept.state === 'failed' && isChanged(history))
  useEffect(() => {
    if (!atRisk) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [atRisk])

  /** Forgets the draft: it is saved, or not wanted any more. */
  const forget = () => {
    done.current = true
    return write(() => dropDraft(id))
  }
  return { kept, forget }
}
