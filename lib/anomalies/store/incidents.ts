import 'server-only'
import { and, asc, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import { anomalies } from '@/drizzle/schema/anomalies'
import type { Groupable } from '../incident'
import type { AnomalyRow } from './anomalies'
import type { Queryable } from './samples'

const mostMembers = 100

/** The anomalies of an incident, by their start. */
export function listIncidentRows(db: Queryable, incidentId: string): Promise<AnomalyRow[]> {
  return db
    .select()
    .from(anomalies)
    .where(or(eq(anomalies.incidentId, incidentId), and(eq(anomalies.id, incidentId), isNull(anomalies.incidentId))))
    .orderBy(asc(anomalies.startedAt), asc(anomalies.id))
    .limit(mostMembers)
}

export async function hasUngrouped(db: Queryable): Promise<boolean> {
  const rows = await db.select({ id: anomalies.id }).from(anomalies).where(isNull(anomalies.incidentId)).limit(1)
  return rows.length > 0
}

/** What grouping has to know of anomalies that started since `from`, or have no incident yet. */
export async function listGroupable(db: Queryable, from: Date): Promise<Groupable[]> {
  const { id, seriesKey, tableName, startedAt, endedAt, stepSeconds, incidentId } = anomalies
  const rows = await db
    .select({ id, seriesKey, tableName, startedAt, endedAt, stepSeconds, incidentId })
    .from(anomalies)
    .where(or(gte(startedAt, from), isNull(incidentId)))
  return rows.map((row) => ({
    id: row.id,
    seriesKey: row.seriesKey,
    tableName: row.tableName,
    startMs: row.startedAt.getTime(),
    endMs: row.endedAt?.getTime() ?? null,
    stepMs: row.stepSeconds === null ? null : row.stepSeconds * 1000,
    incidentId: row.incidentId,
  }))
}

export async function setIncident(db: Queryable, incidentId: string, ids: string[]) {
  await db.update(anomalies).set({ incidentId }).where(inArray(anomalies.id, ids))
}

type Around = { tableIds: number[]; from: Date; to: Date }

/** `schema` a change of the schema, `ddl` a statement that nobody has read yet, `truncate` an emptied table, `new_table` the first event of one. */
export type SchemaChangeRow = {
  kind: 'schema' | 'ddl' | 'truncate' | 'new_table'
  at: string
  table: string
  command: string
  uid: string | null
  change: string | null
}

/** What changed about the tables of the same databases as these, oldest first. */
export async function listSchemaChanges(db: Queryable, { tableIds, from, to }: Around): Promise<SchemaChangeRow[]> {
  const [start, end] = [from.toISOString(), to.toISOString()]
  const beside = sql`select near.id, near.name, near.source, near.database, near.first_seen_at from source_tables near where exists (
    select from source_tables own where own.source = near.source and own.database = near.database
      and own.id = any(${`{${tableIds.join(',')}}`}::int[]))`
  const rows = await db.execute<SchemaChangeRow>(sql`
    with beside as (${beside})
    select case type when 'DDL' then 'ddl' else 'truncate' end as kind, event_at as at, name as table,
      left(coalesce(detail->>'ddl_command', detail->>'ddl_type', ''), 500) as command, uid::text as uid, null as change
    from events join beside on beside.id = events.table_id
    where type in ('DDL', 'TRUNCATE') and not exists (select from schema_statements where event_uid = events.uid) and event_at >= ${start}::timestamptz and event_at < ${end}::timestamptz
    union all
    select 'schema', at, table_name, left(case kind when 'statement_unread' then coalesce(statement, words) else words end, 500),
      event_uid::text, id::text
    from schema_changes where at >= ${start}::timestamptz and at < ${end}::timestamptz
      and exists (select from beside where beside.source = schema_changes.source and beside.database = schema_changes.database)
    union all
    select 'new_table', first_seen_at, name, '', null, null from beside
    where first_seen_at >= ${start}::timestamptz and first_seen_at < ${end}::timestamptz and not exists (
      select from events where events.table_id = beside.id and event_at < first_seen_at - interval '1 hour')
    order by at limit 20`)
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}
