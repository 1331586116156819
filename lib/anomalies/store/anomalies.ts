import 'server-only'
import { and, desc, eq, gte, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm'
import { anomalies } from '@/drizzle/schema/anomalies'
import type { AnomalyListQuery } from '../contract'
import type { Place } from '../cursor'
import type { Queryable } from './samples'

export type AnomalyRow = typeof anomalies.$inferSelect
type AnomalyChange = Partial<Omit<typeof anomalies.$inferInsert, 'id'>>

type Filter = Omit<AnomalyListQuery, 'cursor'> & { after: Place | null }

/** Whether any of the words of an anomaly contain `q`, in whatever case. */
const says = (q: string) =>
  sql`position(lower(${q}) in lower(concat_ws(' ', ${anomalies.seriesKey}, ${anomalies.metricName},
    ${anomalies.tableName}, ${anomalies.labels}::text, ${anomalies.description}, ${anomalies.note}))) > 0`

/** Anomalies by start or score, the highest first; `after` is the last one of the page before. */
export function listAnomalyRows(db: Queryable, filter: Filter): Promise<AnomalyRow[]> {
  const { status, severity, type, metric, table, q, from, to, after } = filter
  const key = filter.sort === 'score' ? anomalies.score : anomalies.startedAt
  const place = after && (filter.sort === 'score' ? after.key : new Date(after.key))
  return db
    .select()
    .from(anomalies)
    .where(
      and(
        status && eq(anomalies.status, status),
        severity && eq(anomalies.severity, severity),
        type && eq(anomalies.type, type),
        metric === undefined ? undefined : eq(anomalies.metricName, metric),
        table === undefined ? undefined : eq(anomalies.tableName, table),
        q ? says(q) : undefined,
        from ? gte(anomalies.startedAt, new Date(from)) : undefined,
        to ? lt(anomalies.startedAt, new Date(to)) : undefined,
        filter.include_acknowledged ? undefined : isNull(anomalies.acknowledgedAt),
        after && place !== null ? or(lt(key, place), and(eq(key, place), lt(anomalies.id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(key), desc(anomalies.id))
    .limit(filter.limit)
}

export async function findAnomalyRow(db: Queryable, id: string): Promise<AnomalyRow | undefined> {
  const [row] = await db.select().from(anomalies).where(eq(anomalies.id, id))
  return row
}

const relatedAtMost = 20

/** Of each of these anomalies, the others of its incident, and of its table that went on at the same time. */
export async function listRelated(db: Queryable, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db.execute<{ id: string; related: string[] }>(sql`
    select one.id, (array_agg(other.id::text order by other.score desc, other.id))[1:${sql.raw(String(relatedAtMost))}] as related
    from anomalies one cross join lateral (
      select id, score from anomalies beside where beside.table_name = one.table_name and beside.id <> one.id
        and beside.started_at < coalesce(one.ended_at, 'infinity') and one.started_at < coalesce(beside.ended_at, 'infinity')
      union select id, score from anomalies beside where beside.incident_id = one.incident_id and beside.id <> one.id
    ) as other
    where ${inArray(sql`one.id`, ids)} group by one.id`)
  return new Map(rows.map((row) => [row.id, row.related]))
}

export async function updateAnomalyRow(
  db: Queryable,
  id: string,
  change: AnomalyChange,
): Promise<AnomalyRow | undefined> {
  const [row] = await db.update(anomalies).set(change).where(eq(anomalies.id, id)).returning()
  return row
}

/** Adds anomalies; one that starts where a stored one of its series does is left out. Answers how many were added. */
export async function insertAnomalyRows(db: Queryable, rows: (typeof anomalies.$inferInsert)[]): Promise<number> {
  if (rows.length === 0) return 0
  const added = await db.insert(anomalies).values(rows).onConflictDoNothing().returning({ id: anomalies.id })
  return added.length
}

const untouched = and(isNull(anomalies.acknowledgedAt), isNull(anomalies.resolvedAt), isNull(anomalies.feedback))

/** Removes anomalies that no person has touched; answers how many. */
export async function removeUntouchedRows(db: Queryable, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  const removed = await db
    .delete(anomalies)
    .where(and(inArray(anomalies.id, ids), untouched))
    .returning({ id: anomalies.id })
  return removed.length
}

const isPattern = and(eq(anomalies.feedback, 'ignore'), inArray(anomalies.feedbackScope, ['daily', 'weekly']))

/** All anomalies that started or went on since `from`, and those whose pattern is ignored for good, oldest first. */
export function listRowsSince(db: Queryable, from: Date): Promise<AnomalyRow[]> {
  return db
    .select()
    .from(anomalies)
    .where(or(gte(anomalies.startedAt, from), isNull(anomalies.endedAt), gte(anomalies.endedAt, from), isPattern))
    .orderBy(anomalies.startedAt)
}

/** Ends what still goes on in series that are judged no longer. */
export async function endAbandonedRows(db: Queryable, judgedKeys: string[], startedBefore: Date, endedAt: Date) {
  const abandoned = judgedKeys.length > 0 ? notInArray(anomalies.seriesKey, judgedKeys) : undefined
  await db
    .update(anomalies)
    .set({ endedAt })
    .where(and(isNull(anomalies.endedAt), lt(anomalies.startedAt, startedBefore), abandoned))
}

export type Counts = { metricName: string; open: number; recent: number }

/** How many anomalies of each metric are open, and how many started since `from`. */
export async function countByMetric(db: Queryable, from: Date): Promise<Map<string, Counts>> {
  const rows = await db
    .select({
      metricName: anomalies.metricName,
      open: sql<number>`(count(*) filter (where ${anomalies.status} = 'open'))::int`,
      recent: sql<number>`(count(*) filter (where ${gte(anomalies.startedAt, from)}))::int`,
    })
    .from(anomalies)
    .where(or(eq(anomalies.status, 'open'), gte(anomalies.startedAt, from)))
    .groupBy(anomalies.metricName)
  return new Map(rows.map((row) => [row.metricName, row]))
}

/** When the newest normal of each series began, by a person's word. */
export async function listNewNormals(db: Queryable): Promise<Map<string, Date>> {
  const rows = await db
    .select({ seriesKey: anomalies.seriesKey, startedAt: anomalies.startedAt })
    .from(anomalies)
    .where(eq(anomalies.feedback, 'new_normal'))
    .orderBy(anomalies.startedAt)
  return new Map(rows.map((row) => [row.seriesKey, row.startedAt]))
}
