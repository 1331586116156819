import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Anomaly, AnomalyList, AnomalyListQuery } from '../contract'
import { formatCursor, parseCursor } from '../cursor'
import { type AnomalyRow, findAnomalyRow, listAnomalyRows, listRelated } from '../store/anomalies'
import type { Queryable } from '../store/samples'

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export const noAnomaly = (id: string) => new AppError('not_found', `There is no anomaly ${id}`)

/** Throws `not_found` for what cannot be an id, before the database is asked. */
export function checkId(id: string) {
  if (!uuid.test(id)) throw noAnomaly(id)
}

const toAnomaly = (row: AnomalyRow, related: string[]): Anomaly => ({
  id: row.id,
  metric_name: row.metricName,
  labels: row.labels,
  type: row.type,
  severity: row.severity,
  value: row.value,
  expected: { min: row.expectedMin, max: row.expectedMax, value: row.expectedValue },
  score: row.score,
  algorithms: row.algorithms,
  description: row.description,
  started_at: row.startedAt.toISOString(),
  ended_at: row.endedAt?.toISOString() ?? null,
  detected_at: row.detectedAt.toISOString(),
  status: row.status,
  acknowledged: row.acknowledgedAt !== null,
  acknowledged_by: row.acknowledgedBy,
  acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
  feedback: row.feedback,
  feedback_scope: row.feedbackScope,
  feedback_by: row.feedbackBy,
  feedback_at: row.feedbackAt?.toISOString() ?? null,
  note: row.note,
  step_seconds: row.stepSeconds,
  peak_at: row.peakAt?.toISOString() ?? null,
  resolved_at: row.resolvedAt?.toISOString() ?? null,
  incident_id: row.incidentId ?? row.id,
  related,
})

/** Rows in the words of the wire, each with the others of its incident, and of its table at the same time. */
export async function presentRows(db: Queryable, rows: AnomalyRow[]): Promise<Anomaly[]> {
  const related = await listRelated(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => toAnomaly(row, related.get(row.id) ?? []))
}

export async function presentRow(db: Queryable, row: AnomalyRow): Promise<Anomaly> {
  const related = await listRelated(db, [row.id])
  return toAnomaly(row, related.get(row.id) ?? [])
}

/** Anomalies, the newest or those with the highest score first, a page at a time. */
export async function listAnomalies({ db }: Context, { cursor, ...query }: AnomalyListQuery): Promise<AnomalyList> {
  const after = cursor === undefined ? null : parseCursor(cursor)
  if (cursor !== undefined && !after) throw new AppError('bad_request', 'Query parameter cursor: not one of this list')
  const found = await listAnomalyRows(db, { ...query, after, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const last = rows.at(-1)
  const keyOf = (row: AnomalyRow) => (query.sort === 'score' ? row.score : row.startedAt.getTime())
  const next_cursor = found.length > rows.length && last ? formatCursor({ key: keyOf(last), id: last.id }) : null
  return { anomalies: await presentRows(db, rows), count: rows.length, next_cursor }
}

/** One anomaly; throws `not_found`. */
export async function getAnomaly({ db }: Context, id: string): Promise<Anomaly> {
  checkId(id)
  const row = await findAnomalyRow(db, id)
  if (!row) throw noAnomaly(id)
  return presentRow(db, row)
}
