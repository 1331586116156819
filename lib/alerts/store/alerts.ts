import 'server-only'
import { and, desc, eq, gt, gte, ilike, inArray, isNull, lt, ne, not, or, type SQL, sql } from 'drizzle-orm'
import { alerts, alertTimeline } from '@/drizzle/schema/alerts'
import { anywhere } from '@/lib/db/like'
import type { RuleKind, Severity } from '../contract'
import type { AlertStatus, TimelineKind } from '../incident-contract'
import type { Queryable } from './outbox'

export type AlertRow = typeof alerts.$inferSelect
export type NewAlert = typeof alerts.$inferInsert

type Filter = {
  status?: AlertStatus | 'open'
  severity?: Severity
  kind?: RuleKind
  rule?: string
  table?: string
  metric?: string
  assignee?: string
  owner?: string
  q?: string
  from?: string
  to?: string
  include_hushed?: boolean
  hushed?: boolean
  after: { at: Date; id: string } | null
  limit: number
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

const isHushed = or(eq(alerts.silenced, true), eq(alerts.inhibited, true), gt(alerts.snoozedUntil, sql`now()`))!

/** Alerts, the newest first. `rule`: a name or an id. */
export function listAlertRows(db: Queryable, filter: Filter): Promise<AlertRow[]> {
  const { status, severity, kind, rule, table, metric, assignee, owner, q, from, to, after, limit } = filter
  const conditions: (SQL | undefined)[] = [
    status === 'open' ? ne(alerts.status, 'resolved') : status && eq(alerts.status, status),
    severity && eq(alerts.severity, severity),
    kind && eq(alerts.kind, kind),
    rule === undefined ? undefined : uuid.test(rule) ? eq(alerts.ruleId, rule) : eq(alerts.ruleName, rule),
    table === undefined ? undefined : eq(alerts.tableName, table),
    metric === undefined ? undefined : eq(alerts.metric, metric),
    assignee === undefined ? undefined : eq(alerts.assignee, assignee),
    owner === undefined ? undefined : eq(alerts.owner, owner),
    q === undefined
      ? undefined
      : or(...[alerts.title, alerts.message, alerts.ruleName, alerts.note].map((column) => ilike(column, anywhere(q)))),
    from === undefined ? undefined : gte(alerts.startedAt, new Date(from)),
    to === undefined ? undefined : lt(alerts.startedAt, new Date(to)),
    filter.include_hushed === false ? not(sql`coalesce(${isHushed}, false)`) : undefined,
    filter.hushed ? and(or(isHushed, eq(alerts.flapping, true)), ne(alerts.status, 'resolved')) : undefined,
    after === null
      ? undefined
      : sql`(${alerts.openedAt}, ${alerts.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`,
  ]
  return db
    .select()
    .from(alerts)
    .where(and(...conditions))
    .orderBy(desc(alerts.openedAt), desc(alerts.id))
    .limit(limit)
}

export async function findAlertRow(db: Queryable, id: string): Promise<AlertRow | undefined> {
  const [row] = await db.select().from(alerts).where(eq(alerts.id, id))
  return row
}

export const listOpenAlerts = (db: Queryable): Promise<AlertRow[]> =>
  db.select().from(alerts).where(ne(alerts.status, 'resolved'))

export const listAlertsByIds = (db: Queryable, ids: string[]): Promise<AlertRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : db.select().from(alerts).where(inArray(alerts.id, ids))

/** Earlier alerts of the same rule that are over, those of the same series first. */
export const listSimilar = (db: Queryable, { id, ruleId, key, startedAt }: AlertRow, limit: number) =>
  db
    .select()
    .from(alerts)
    .where(
      and(
        ruleId === null ? isNull(alerts.ruleId) : eq(alerts.ruleId, ruleId),
        ne(alerts.id, id),
        lt(alerts.startedAt, startedAt),
        eq(alerts.status, 'resolved'),
      ),
    )
    .orderBy(desc(sql`${alerts.key} = ${key}`), desc(alerts.startedAt))
    .limit(limit)

const chunk = 1000

/** Those that were not there: of a key one starts at a time, whoever notices it. */
export async function insertAlerts(db: Queryable, rows: readonly NewAlert[]): Promise<AlertRow[]> {
  const made: AlertRow[] = []
  for (let start = 0; start < rows.length; start += chunk)
    made.push(
      ...(await db
        .insert(alerts)
        .values(rows.slice(start, start + chunk))
        .onConflictDoNothing()
        .returning()),
    )
  return made
}

export const updateAlerts = (db: Queryable, ids: string[], change: Partial<NewAlert>): Promise<AlertRow[]> =>
  ids.length === 0 ? Promise.resolve([]) : db.update(alerts).set(change).where(inArray(alerts.id, ids)).returning()

export type Refreshed = Pick<AlertRow, 'id' | 'value' | 'expected' | 'severity' | 'title' | 'message'>

/** What alerts that go on come to now, in one statement. */
export async function refreshAlerts(db: Queryable, rows: readonly Refreshed[], seenAt: Date): Promise<void> {
  if (rows.length === 0) return
  await db.execute(sql`
    update alerts a
    set value = r.value, expected = r.expected, severity = r.severity, title = r.title, message = r.message,
        last_seen_at = ${seenAt.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, value double precision, expected text, severity text, title text, message text)
    where a.id = r.id and a.status <> 'resolved'`)
}

/** Only those that are not in this status yet. */
export const moveAlerts = (db: Queryable, ids: string[], from: AlertStatus[], change: Partial<NewAlert>) =>
  ids.length === 0
    ? Promise.resolve([] as AlertRow[])
    : db
        .update(alerts)
        .set(change)
        .where(and(inArray(alerts.id, ids), inArray(alerts.status, from)))
        .returning()

export type Happening = { alertId: string; at: Date; kind: TimelineKind; actor: string; text: string }

export async function recordTimeline(db: Queryable, happenings: readonly Happening[]): Promise<void> {
  for (let start = 0; start < happenings.length; start += chunk)
    await db.insert(alertTimeline).values(happenings.slice(start, start + chunk))
}

export const listTimeline = (db: Queryable, alertId: string, limit: number) =>
  db.select().from(alertTimeline).where(eq(alertTimeline.alertId, alertId)).orderBy(alertTimeline.id).limit(limit)
