'use client'

import { useMemo, useRef, useState } from 'react'
import { subjectsOf } from '@/components/inbox/inbox-state'
import { useLines } from '@/components/inbox/use-lines'
import { useToast } from '@/components/ui/toast'
import { type BulkInput, useBulkAlerts } from '@/lib/alerts/client'
import type { Alert } from '@/lib/alerts/incident-contract'
import { undoOf } from './alert-undo'
import { countOf } from './alert-words'
import { type SnoozeChoice, snoozeFor } from './snooze-times'

const topic = 'alert inbox'

type Do = BulkInput['do']
type Asked = { verb: 'acknowledge' | 'resolve' | 'assign'; ids: string[] }

const past: Record<Do['action'], string> = {
  acknowledge: 'acknowledged',
  unacknowledge: 'no longer acknowledged',
  resolve: 'resolved',
  reopen: 'open again',
  snooze: 'snoozed',
  unsnooze: 'no longer snoozed',
  assign: 'assigned',
}

const isOver = ({ status }: Alert) => status === 'resolved'
const can: Partial<Record<Do['action'], (alert: Alert) => boolean>> = {
  acknowledge: (alert) => !isOver(alert) && !alert.acknowledged,
  resolve: (alert) => !isOver(alert),
  snooze: (alert) => !isOver(alert),
}

/** The lines of the inbox and what can be done with them, and taken back. */
export function useAlertInbox(alerts: Alert[]) {
  const lines = useLines(useMemo(() => alerts.map((alert) => ({ id: alert.id, ids: [alert.id], alert })), [alerts]))
  const [asked, setAsked] = useState<Asked>()
  const undoable = useRef<BulkInput[]>([])
  const say = useToast()
  const { mutateAsync } = useBulkAlerts()
  const byId = new Map(alerts.map((alert) => [alert.id, alert]))

  function tell(title: string, tone: 'plain' | 'error', back: BulkInput[] = []) {
    undoable.current = back
    const action = { label: 'Undo', hint: 'Press u to undo', onSelect: undo }
    say({ title, tone, topic, ...(back.length > 0 ? { action } : {}) })
  }
  async function undo() {
    const back = undoable.current
    undoable.current = []
    if (back.length === 0) return
    try {
      for (const request of back) await mutateAsync(request)
      tell('Taken back', 'plain')
    } catch (error) {
      tell((error as Error).message, 'error')
    }
  }
  async function change(ids: string[], wanted: Do) {
    const before = ids.flatMap((id) => byId.get(id) ?? [])
    try {
      const { results, done, not_found } = await mutateAsync({ ids, do: wanted })
      const changed = new Set(results.flatMap(({ id, outcome }) => (outcome === 'done' ? [id] : [])))
      const gone = not_found > 0 ? `; ${countOf(not_found)} no longer there` : ''
      const text = done > 0 ? `${countOf(done)} ${past[wanted.action]}${gone}` : `Nothing to change${gone}`
      const undone = undoOf(
        wanted,
        before.filter(({ id }) => changed.has(id)),
      )
      tell(text, 'plain', undone)
    } catch (error) {
      tell((error as Error).message, 'error')
    }
  }

  function subjects(action: Do['action'], given?: string[]): string[] {
    const ids = (given ?? subjectsOf(lines.rows, lines.state)).filter((id) => {
      const alert = byId.get(id)
      return alert !== undefined && (can[action]?.(alert) ?? true)
    })
    if (ids.length === 0) tell(`Nothing selected that could be ${past[action]}`, 'plain')
    return ids
  }
  const ask = (verb: Asked['verb'], given?: string[]) => {
    const ids = subjects(verb, given)
    if (ids.length > 0) setAsked({ verb, ids })
  }
  const finish = (wanted: Do) => {
    if (asked) void change(asked.ids, wanted)
    setAsked(undefined)
    lines.act({ do: 'clear' })
  }
  return {
    ...lines,
    undo,
    ask,
    snooze: (choice: SnoozeChoice, given?: string[]) => {
      const ids = subjects('snooze', given)
      if (ids.length === 0) return
      void change(ids, { action: 'snooze', for: snoozeFor(choice, Date.now()) })
      lines.act({ do: 'clear' })
    },
    /** What somebody is about to do, and to which alerts. */
    asked: asked && { verb: asked.verb, alerts: asked.ids.flatMap((id) => byId.get(id) ?? []) },
    finish,
    cancel: () => setAsked(undefined),
  }
}
export type AlertInbox = ReturnType<typeof useAlertInbox>
