import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { parseJson } from '@/lib/events/parse'
import { decodeMoment, encodeMoment } from '@/lib/http/cursor'
import { adviceFor, causeOf } from '../cause'
import { announceQuality } from '../store/rules'
import {
  type ExampleRow,
  findViolationRow,
  type ListedViolation,
  listExamples,
  listViolationRows,
  updateViolation,
} from '../store/violations'
import { dimensionOf } from '../validate-rule'
import type {
  AcknowledgeBody,
  ViolatingRow,
  Violation,
  ViolationDetail,
  ViolationList,
  ViolationListQuery,
} from '../violation-contract'
import { messageOf, titleOf } from '../words'
import { listChanges } from './changes'

const examplesShown = 20

const noViolation = (id: string) => new AppError('not_found', `There is no violation ${id}`)

export function toViolation({ violation: row, rule, table, schema }: ListedViolation): Violation {
  const worded = { table, columns: rule.columns, type: rule.type, params: rule.params }
  return {
    id: row.id,
    rule_id: rule.id,
    rule_name: rule.name,
    rule_title: titleOf(worded),
    rule_type: rule.type,
    dimension: dimensionOf(rule.type),
    table,
    schema,
    columns: rule.columns,
    severity: row.severity,
    status: row.status,
    message: messageOf(worded, row),
    checked: row.checked,
    failed: row.failed,
    pass_rate: row.checked > 0 ? ((row.checked - row.failed) / row.checked) * 100 : 0,
    threshold: row.threshold,
    first_seen: row.startedAt.toISOString(),
    last_seen: row.lastFailedAt.toISOString(),
    resolved_at: row.endedAt?.toISOString() ?? null,
    acknowledged_by: row.acknowledgedBy,
    acknowledged_at: row.acknowledgedAt?.toISOString() ?? null,
    note: row.note,
  }
}

/** Violations, the newest failure first, a page at a time. */
export async function listViolations(
  { db }: Context,
  { cursor, ...query }: ViolationListQuery,
): Promise<ViolationList> {
  const after = cursor === undefined ? null : decodeMoment(cursor)
  const found = await listViolationRows(db, { ...query, after, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const last = rows.at(-1)?.violation
  const next_cursor = found.length > rows.length && last ? encodeMoment({ at: last.lastFailedAt, id: last.id }) : null
  return { violations: rows.map(toViolation), count: rows.length, next_cursor }
}

type Image = Record<string, unknown>
const read = (text: string | null) => (text === null ? null : (parseJson(text) as Image))

const toExample = (row: ExampleRow): ViolatingRow => ({
  timestamp: row.eventAt.toISOString(),
  event_uid: row.uid,
  row_key: read(row.rowKey),
  before: read(row.before),
  after: read(row.after),
})

/** One violation with rows that broke the rule, what changed just before, the likely cause, and what to do. Throws `not_found`. */
export async function getViolation(context: Context, id: string): Promise<ViolationDetail> {
  const { db } = context
  const found = await findViolationRow(db, id)
  if (!found) throw noViolation(id)
  const { violation: row, rule } = found
  const [examples, changes] = await Promise.all([
    listExamples(db, {
      ruleId: rule.id,
      tableId: row.tableId,
      from: row.startedAt,
      to: row.lastFailedAt,
      limit: examplesShown,
    }),
    listChanges(context, row.tableId, row.startedAt),
  ])
  const rows = examples.map(toExample)
  const violation = toViolation(found)
  const cause = causeOf({ ...violation, params: rule.params }, rows, changes)
  return { ...violation, examples: rows, changes, cause, advice: adviceFor(rule.type) }
}

/** Acknowledges a violation; the same again is no error and keeps the first. Throws `not_found`. */
export async function acknowledgeViolation(
  context: Context,
  id: string,
  { user, note }: AcknowledgeBody,
): Promise<Violation> {
  const { db, now, actor } = context
  const found = await findViolationRow(db, id)
  if (!found) throw noViolation(id)
  const { violation } = found
  if (violation.acknowledgedAt === null) {
    const status = violation.status === 'open' ? ('acknowledged' as const) : violation.status
    const by = { acknowledgedBy: user ?? actor.name, acknowledgedAt: now, note: note ?? null }
    await updateViolation(db, id, { status, ...by })
    await announceQuality(db)
  }
  return toViolation((await findViolationRow(db, id)) ?? found)
}
