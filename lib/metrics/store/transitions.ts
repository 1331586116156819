import 'server-only'
import { plainArray } from '@/lib/db/array'
import type { Sql } from '@/lib/db/client'
import { parseJson } from '@/lib/events/parse'
import type { ColumnRole } from '../contract'
import { readCategory } from '../shape'
import type { ValueVersion } from '../transitions'

/** Events lie at most so far ahead of their arrival, by which versions of rows expire. */
const aheadMs = 86_400_000
const iso = (at: number) => new Date(at).toISOString()

type FoundColumn = { tableId: number; tableName: string; role: ColumnRole }

/** The tables called `table`, with or without their schema, that have a column `field`, and what it is taken for. */
export function findColumn(sql: Sql, table: string, field: string): Promise<FoundColumn[]> {
  return sql<FoundColumn[]>`
    select table_id as "tableId", source_tables.name as "tableName", role from table_columns join source_tables on id = table_id
    where table_columns.name = ${field} and (source_tables.name = ${table} or schema || '.' || source_tables.name = ${table})`
}

/** The event of states that were there before versions were kept: since when they had been so is not known. */
const unknownBefore = '00000000-0000-0000-0000-000000000000'

type Stretch = { tableId: number; field: string; from: number; to: number }
export type RowValues = { rowKey: string; begunAt: number; versions: ValueVersion[] }

/**
 * The values of a field that the rows had up to `to` of which events of [from, to) tell, oldest first: those that may differ
 * from the one before. Rows of which one version is known never changed and are left out.
 */
export async function readRowValues(sql: Sql, { tableId, field, from, to }: Stretch): Promise<RowValues[]> {
  const rows = await sql<{ key: string; value: string | null; era: number; at: number; begun: number }[]>`
    with touched as materialized (
      select distinct row_key from events
      where table_id = ${tableId} and event_at >= ${iso(from)}::timestamptz and event_at < ${iso(to)}::timestamptz
        and row_key is not null and type in ('INSERT', 'UPDATE', 'SNAPSHOT')
    ), earlier as materialized (
      select row_key, (image::json -> ${field})::text as value, changed_at, uid
      from touched cross join lateral (
        select image, changed_at, uid from row_versions
        where table_id = ${tableId} and row_versions.row_key = touched.row_key
      ) as version
    ), known as materialized (
      select row_key, (image::json -> ${field})::text as value, changed_at, uid,
        coalesce(begun_at, changed_at) as begun
      from (select distinct row_key from earlier) as changed cross join lateral (
        select image, changed_at, uid, begun_at from row_states
        where table_id = ${tableId} and row_states.row_key = changed.row_key
      ) as state
    ), versions as (
      select *, (select count(*) from truncations
        where table_id = ${tableId} and (truncated_at, truncations.uid) < (changed_at, versions.uid))::int as era
      from (select row_key, value, changed_at, uid from earlier union all select row_key, value, changed_at, uid from known) versions
    ), placed as (
      select *, row_number() over own as place, (lag(value) over own, lag(era) over own) as before
      from versions window own as (partition by row_key order by changed_at, uid)
    )
    select placed.row_key as key, placed.value, era, extract(epoch from placed.changed_at)::float8 * 1000 as at,
      extract(epoch from case when placed.uid = ${unknownBefore}::uuid then placed.changed_at - interval '1 ms' else begun end)::float8
        * 1000 as begun
    from placed join known using (row_key)
    where placed.changed_at < ${iso(to)}::timestamptz and (place = 1 or (placed.value, era) is distinct from before)
    order by key, placed.changed_at, placed.uid`
  const values = new Map<string, string | null>()
  const all: RowValues[] = []
  for (const { key, value: text, era, at, begun } of rows) {
    let last = all.at(-1)
    if (last?.rowKey !== key) {
      last = { rowKey: key, begunAt: Math.round(begun), versions: [] }
      all.push(last)
    }
    if (text !== null && !values.has(text)) values.set(text, readCategory(parseJson(text)))
    last.versions.push({ at: Math.round(at), era, value: text === null ? null : (values.get(text) ?? null) })
  }
  return all
}

export type TransitionTable = { tableId: number; table: string; schema: string; knownSince: number }

/** The tables of a name of which a field is followed as a category, and since when (milliseconds) versions of their rows are kept. */
export async function listTransitionTables(sql: Sql, tableName: string, field: string): Promise<TransitionTable[]> {
  const [tables, [expired]] = await Promise.all([
    sql<TransitionTable[]>`
      select id as "tableId", name as table, schema, coalesce(extract(epoch from known_since)::float8 * 1000, 0) as "knownSince"
      from source_tables join tracked_levels on table_id = id
      where name = ${tableName} and measured and kind = 'current' and field = ${field} and not ended order by id`,
    sql<{ at: string | null }[]>`select max(ends_at) as at from expired_partitions where parent = 'row_versions'`,
  ])
  const left = expired?.at ? new Date(expired.at).getTime() + aheadMs : 0
  return tables.map((one) => ({ ...one, knownSince: Math.max(one.knownSince, left) }))
}

/** How many events of a table lie in [from, to), counted up to `most`. */
export async function countEvents(sql: Sql, { tableId, from, to }: Omit<Stretch, 'field'>, most: number) {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from (
      select from events where table_id = ${tableId} and event_at >= ${iso(from)}::timestamptz
        and event_at < ${iso(to)}::timestamptz limit ${most}
    ) as counted`
  return row!.count
}

/** How many events tables had in all. */
export async function readEventCounts(sql: Sql, tableIds: number[]): Promise<Map<number, number>> {
  const rows = await sql<{ id: number; count: number }[]>`
    select id, events_count::float8 as count from source_tables where id = any(${plainArray(tableIds)}::int[])`
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/**
 * What the events of a table that arrived since may have changed: the minutes (since the epoch) of these events and of the
 * later versions of their rows; and, where a table was emptied or a row got another key, all from an instant on.
 */
export async function readTouched(
  sql: Sql,
  tableId: number,
  since: number,
): Promise<{ minutes: number[]; from: number | null }> {
  const [row] = await sql<{ minutes: number[] | null; start: number | null }[]>`
    with arrived as materialized (
      select row_key, event_at, type, type = 'TRUNCATE' or (type = 'UPDATE' and before is not null and exists (
          select from jsonb_each_text(row_key::jsonb) as key (name, value)
          where before ? key.name and before ->> key.name is distinct from key.value)) as moved
      from events where received_at >= ${iso(since)}::timestamptz and table_id = ${tableId}
    ), changed as (
      select event_at as at from arrived
      union all select changed_at from arrived join row_states known using (row_key)
      where known.table_id = ${tableId} and changed_at > event_at
      union all select changed_at from arrived join row_versions known using (row_key)
      where known.table_id = ${tableId} and changed_at > event_at
    )
    select (select array_agg(distinct floor(extract(epoch from at) / 60)::float8) from changed) as minutes,
      (select extract(epoch from min(event_at))::float8 * 1000 from arrived where moved) as start`
  return { minutes: row!.minutes ?? [], from: row!.start }
}
