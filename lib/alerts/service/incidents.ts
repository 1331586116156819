import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeMoment, encodeMoment } from '@/lib/http/cursor'
import type { Alert, AlertDetail, AlertList, AlertListQuery, Hush } from '../incident-contract'
import { type AlertRow, findAlertRow, listAlertRows, listSimilar, listTimeline } from '../store/alerts'
import { findCause } from './cause'
import { listDeliveries } from './deliveries'

const similarShown = 5
const timelineShown = 1000
const deliveriesShown = 200

export const noAlert = (id: string) => new AppError('not_found', `There is no alert ${id}`)

function hushOf(row: AlertRow, now: Date): Hush | null {
  if (row.status === 'resolved') return null
  if (row.snoozedUntil !== null && row.snoozedUntil > now) return 'snoozed'
  if (row.silenced) return 'silenced'
  if (row.inhibited) return 'inhibited'
  return row.flapping ? 'flapping' : null
}

/** A row in the words of the wire. */
export const toAlert = (row: AlertRow, now: Date): Alert => ({
  id: row.id,
  rule_id: row.ruleId,
  rule_name: row.ruleName,
  kind: row.kind,
  title: row.title,
  message: row.message,
  severity: row.severity,
  status: row.status,
  labels: row.labels,
  table: row.tableName,
  metric: row.metric,
  value: row.value,
  threshold: row.threshold,
  expected: row.expected,
  started_at: row.startedAt.toISOString(),
  last_seen_at: row.lastSeenAt.toISOString(),
  resolved_at: row.resolvedAt?.toISOString() ?? null,
  resolved_by: row.resolvedBy,
  acknowledged: row.acknowledgedAt !== null,
  acknowledged_by: row.acknowledgedBy,
  acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
  note: row.note,
  snoozed_until: row.snoozedUntil?.toISOString() ?? null,
  hushed: hushOf(row, now),
  flapping: row.flapping,
  assignee: row.assignee,
  owner: row.owner,
  runbook_url: row.runbookUrl,
  path: row.path,
})

/** Alerts, the newest first, a page at a time. */
export async function listAlerts({ db, now }: Context, { cursor, ...query }: AlertListQuery): Promise<AlertList> {
  const after = cursor === undefined ? null : decodeMoment(cursor)
  const found = await listAlertRows(db, { ...query, after, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const last = rows.at(-1)
  const next_cursor = found.length > rows.length && last ? encodeMoment({ at: last.openedAt, id: last.id }) : null
  return { alerts: rows.map((row) => toAlert(row, now)), count: rows.length, next_cursor }
}

/** One alert with everything that happened to it, and what closed those like it before. Throws `not_found`. */
export async function getAlert(context: Context, id: string): Promise<AlertDetail> {
  const { db, now } = context
  const row = await findAlertRow(db, id)
  if (!row) throw noAlert(id)
  const [timeline, similar, cause, sent] = await Promise.all([
    listTimeline(db, id, timelineShown),
    listSimilar(db, row, similarShown),
    findCause(context, row),
    listDeliveries(context, { alert: id, limit: deliveriesShown }),
  ])
  return {
    ...toAlert(row, now),
    cause,
    timeline: timeline.map(({ at, kind, actor, text }) => ({ at: at.toISOString(), kind, actor, text })),
    similar: similar.map((one) => toAlert(one, now)),
    deliveries: sent.deliveries,
  }
}
