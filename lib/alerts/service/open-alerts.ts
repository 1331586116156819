import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { RuleBody } from '../contract'
import type { Move } from '../lifecycle'
import { type AlertRow, insertAlerts, moveAlerts, type NewAlert, recordTimeline, refreshAlerts } from '../store/alerts'
import type { InstanceRow } from '../store/instances'
import { announceAlerts } from '../store/outbox'
import { findSources } from '../store/routing'
import type { RuleRow } from '../store/rules'
import { type Desk, openDesk, tellFiring, tellResolved } from './notify'

const system = 'DataWatch'

/** What an alert says of what it is about. */
export type Subject = Pick<
  NewAlert,
  'title' | 'message' | 'severity' | 'labels' | 'tableName' | 'metric' | 'value' | 'threshold' | 'expected' | 'path'
> & { source?: string | null }

/** One series of a rule that began or ceased to fire, or goes on. */
export type Moved = { row: RuleRow; instance: InstanceRow; move: Move | null; subject: Subject }

export const bodyOf = ({ name, enabled, kind, severity, spec }: RuleRow): RuleBody => ({
  name,
  enabled,
  kind,
  severity,
  ...spec,
})

function toAlert({ row, instance, move, subject }: Moved, sources: Map<string, string>, now: Date): NewAlert {
  const { owner, runbook_url } = row.spec
  return {
    id: uuidv7(),
    ruleId: row.id,
    ruleName: row.name,
    kind: row.kind,
    key: instance.key,
    status: 'firing',
    ...subject,
    source: subject.source ?? (subject.tableName ? (sources.get(subject.tableName) ?? null) : null),
    startedAt: instance.since,
    lastSeenAt: now,
    flapping: move === 'flapping',
    owner,
    runbookUrl: runbook_url,
    openedAt: now,
  }
}

async function open({ tx, now }: Desk, moved: readonly Moved[]): Promise<AlertRow[]> {
  const tables = [...new Set(moved.flatMap(({ subject }) => subject.tableName ?? []))]
  const sources = await findSources(tx, tables)
  const rows = await insertAlerts(
    tx,
    moved.map((one) => toAlert(one, sources, now)),
  )
  const byKey = new Map(rows.map((row) => [`${row.ruleId} ${row.key}`, row]))
  for (const { row, instance } of moved) instance.alertId = byKey.get(`${row.id} ${instance.key}`)?.id ?? null
  const said = rows.map(({ id, message, flapping }) => ({
    alertId: id,
    at: now,
    kind: flapping ? ('flapping' as const) : ('opened' as const),
    actor: system,
    text: flapping ? `${message} It comes and goes: it is over once it has been quiet for 15 minutes.` : message,
  }))
  await recordTimeline(tx, said)
  return rows
}

/** Ends alerts; `resolvedBy` is null where they ended by themselves. */
export async function closeAlerts(desk: Desk, ids: string[], by: string | null, note?: string): Promise<AlertRow[]> {
  const { tx, now } = desk
  const change = { status: 'resolved' as const, resolvedAt: now, resolvedBy: by, snoozedUntil: null }
  const rows = await moveAlerts(tx, ids, ['firing', 'acknowledged'], note === undefined ? change : { ...change, note })
  const text = by === null ? 'It is over' : note ? `Resolved: ${note}` : 'Resolved'
  const said = rows.map(({ id }) => ({ alertId: id, at: now, kind: 'resolved' as const, actor: by ?? system, text }))
  await recordTimeline(tx, said)
  await tellResolved(desk, rows)
  return rows
}

async function follow({ tx, now }: Desk, going: readonly Moved[]) {
  const rows = going.flatMap(({ instance, subject }) => {
    const { value = null, expected = null, severity, title, message } = subject
    return instance.alertId === null ? [] : [{ id: instance.alertId, value, expected, severity, title, message }]
  })
  await refreshAlerts(tx, rows, now)
}

/** Opens, follows and ends the alerts of what moved, and tells whom it concerns, all in one transaction. */
export async function applyMoves(context: Context, tx: Desk['tx'], moved: readonly Moved[]): Promise<void> {
  const rules = new Map(moved.map(({ row }) => [row.id, row.spec]))
  const desk = await openDesk(context, tx, rules)
  const began = moved.filter(({ move }) => move === 'opened' || move === 'flapping')
  const ended = moved.filter(({ move }) => move === 'resolved')
  const opened = await open(desk, began)
  await closeAlerts(
    desk,
    ended.flatMap(({ instance }) => instance.alertId ?? []),
    null,
  )
  for (const { instance } of ended) instance.alertId = null
  await follow(
    desk,
    moved.filter(({ move }) => move === null),
  )
  await tellFiring(desk, opened)
  if (opened.length > 0 || ended.length > 0) await announceAlerts(tx, 'alerts')
}
