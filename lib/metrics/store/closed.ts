import 'server-only'
import type { Fragment, Queryable, Sql, Transaction } from '@/lib/db/client'

/** Events are seldom later than that; those that are make what was told of their time count as told no more. */
export const closing = (sql: Queryable): Fragment => sql`date_trunc('second', now() - interval '5 minutes')`

/** What an answer was told from: it is the same for as long as this is. Times in milliseconds, `closedBefore` null for none. */
export type Stamp = { closedBefore: number | null; flows: string; exact: string }

/** All whose partitions answers are read from: which there are changes what is answered. */
const parents =
  "'events','row_versions','rollups_1m','rollups_1h','rollups_1d','sketches_1m','sketches_1h','sketches_1d'"

/**
 * The stamp of the metrics of a table called `name`, as JSON. `flows` changes with whatever may change what is told of the samples before
 * `closedBefore`, `exact` with every event of the table; both with retention and recounts.
 */
export const stampOf = (sql: Sql, name: Fragment): Fragment => sql`(
  select json_build_object('closedBefore', floor(extract(epoch from case when bool_and(closed_before is not null) then min(closed_before) end) * 1000),
    'flows', concat_ws(' ', kept.state, string_agg(concat_ws(':', id, closed_epoch, levels_version), ' ' order by id)),
    'exact', concat_ws(' ', kept.state, string_agg(concat_ws(':', id, closed_epoch, levels_version, events_count), ' ' order by id)))
  from source_tables cross join (
    select concat_ws(' ', (select max(recounts) from compactions), (select count(*) from expired_partitions), (
      select sum(inhrelid::bigint) from pg_inherits
      where inhparent = any(array[${sql.unsafe(parents)}]::regclass[]::oid[]) and not inhdetachpending)) as state) as kept
  where source_tables.name = ${name} group by kept.state)`

/** Says that what is kept of a day was counted anew; while nobody else compacts, so that nobody else writes this. */
export const noteRecount = (tx: Transaction): Promise<unknown> => tx`update compactions set recounts = recounts + 1`

/** Closes the time up to a few minutes ago for tables to which nothing has come for a while; those being written to close it themselves. */
export async function closeQuietTables(sql: Sql, names: readonly string[]): Promise<void> {
  await sql`
    update source_tables set closed_before = greatest(closed_before, ${closing(sql)})
    where id in (
      select id from source_tables
      where name = any(${names as string[]}::text[]) and (closed_before is null or closed_before < now() - interval '6 minutes')
      order by id for update skip locked)`
}

/** Names the database, and its history: what was told of one that was put back to an earlier state is none of this. */
export async function readIdentity(sql: Sql): Promise<{ database: string; history: string }> {
  const [row] = await sql<{ database: string; history: string }[]>`
    select concat_ws(' ', (select system_identifier from pg_control_system()),
        (select oid from pg_database where datname = current_database())) as database,
      concat_ws(' ', (select timeline_id from pg_control_checkpoint()), pg_relation_filenode('source_tables')) as history`
  return row!
}
