'use client'

import { useMemo, useRef, useState } from 'react'
import { subjectsOf } from '@/components/inbox/inbox-state'
import { useLines } from '@/components/inbox/use-lines'
import { useToast } from '@/components/ui/toast'
import { useMe } from '@/lib/access/client'
import { type ManyChange, useChangeMany } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import { countOf } from './anomaly-words'
import { groupIncidents, type InboxRow, layRows } from './incidents'

const topic = 'inbox'

const past: Record<ManyChange['verb'], string> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  reopen: 'as they were',
}

function undoOf(change: ManyChange, ids: string[]): ManyChange | undefined {
  if (change.verb === 'reopen' || ids.length === 0) return undefined
  return { verb: 'reopen', ids, to: change.verb === 'resolve' ? 'acknowledged' : 'open' }
}

/** Which lines there are, which one is current, which are selected, and what has been done with them. */
export function useInbox(anomalies: Anomaly[], isGrouped: boolean) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<string[]>()
  const undoable = useRef<ManyChange | undefined>(undefined)
  const say = useToast()
  const me = useMe()
  const { mutate } = useChangeMany()
  const laid = useMemo((): InboxRow<Anomaly>[] => {
    const alone = (anomaly: Anomaly) => ({ id: anomaly.id, anomalies: [anomaly] })
    return layRows(isGrouped ? groupIncidents(anomalies) : anomalies.map(alone), unfolded)
  }, [anomalies, isGrouped, unfolded])

  const { rows, state, act } = useLines(laid)

  function undo() {
    const last = undoable.current
    undoable.current = undefined
    if (last) change(last)
  }
  function tell(title: string, tone: 'plain' | 'error', taken?: ManyChange) {
    undoable.current = taken
    const action = { label: 'Undo', hint: 'Press u to undo', onSelect: undo }
    say({ title, tone, topic, ...(taken ? { action } : {}) })
  }

  function change(wanted: ManyChange) {
    mutate(wanted, {
      onSuccess: ({ results, done, not_found }) => {
        const ids = results.flatMap(({ id, outcome }) => (outcome === 'done' ? [id] : []))
        const gone = not_found > 0 ? `; ${countOf(not_found)} no longer there` : ''
        const text = done > 0 ? `${countOf(done)} ${past[wanted.verb]}${gone}` : `Nothing to change${gone}`
        tell(text, 'plain', undoOf(wanted, ids))
      },
      onError: (error) => tell(error.message, 'error'),
    })
  }

  const byId = new Map(anomalies.map((anomaly) => [anomaly.id, anomaly]))
  const can = (verb: 'acknowledge' | 'resolve') => (id: string) => {
    const anomaly = byId.get(id)
    return anomaly !== undefined && anomaly.status !== 'resolved' && (verb === 'resolve' || !anomaly.acknowledged)
  }
  function begin(verb: 'acknowledge' | 'resolve', given?: string[]) {
    const ids = (given ?? subjectsOf(rows, state)).filter(can(verb))
    if (ids.length === 0) return tell(`Nothing selected that could be ${past[verb]}`, 'plain')
    if (verb === 'acknowledge') return setAsked(ids)
    act({ do: 'clear' })
    change({ verb, ids })
  }

  return {
    rows,
    state,
    act,
    undo,
    resolve: (ids?: string[]) => begin('resolve', ids),
    askToAcknowledge: (ids?: string[]) => begin('acknowledge', ids),
    /** The anomalies that somebody is about to acknowledge. */
    asked: asked?.flatMap((id) => byId.get(id) ?? []),
    acknowledge: (note: string | undefined) => {
      if (asked) change({ verb: 'acknowledge', ids: asked, user: me ?? 'local', ...(note ? { note } : {}) })
      setAsked(undefined)
      act({ do: 'clear' })
    },
    cancel: () => setAsked(undefined),
    /** Shows or hides the anomalies of a line's incident. */
    fold: ({ anomaly }: InboxRow<Anomaly>, isFolded: boolean) => {
      const group = groupIncidents(anomalies).find((one) => one.anomalies.some(({ id }) => id === anomaly.id))
      const next = new Set(unfolded)
      for (const { id } of group?.anomalies ?? []) isFolded ? next.delete(id) : next.add(id)
      setUnfolded(next)
    },
  }
}
export type Inbox = ReturnType<typeof useInbox>
