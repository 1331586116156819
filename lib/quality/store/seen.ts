import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { ColumnRow } from '@/lib/metrics/store/write'

export type KnownName = { table: string; rows: number; firstAt: number; lastAt: number }

const time = (text: string) => new Date(text).getTime()

/** The names of tables with how many events each has had, and when the first and the last of them were. */
export async function listNames(sql: Sql): Promise<KnownName[]> {
  const rows = await sql<{ table: string; rows: number; first: string; last: string }[]>`
    select source_tables.name as table, sum(counted.count)::float8 as rows, min(first_at) as first, max(last_at) as last
    from source_tables join series on series.table_id = source_tables.id
    join measures on measures.id = measure_id and kind = 'events'
    join samples_1d as counted on counted.series_id = series.id
    where source_tables.name <> '__other__' and counted.count > 0 and series.label_key in ('INSERT', 'UPDATE', 'SNAPSHOT', 'DELETE')
    group by 1 order by 2 desc`
  return rows.map(({ table, rows: count, first, last }) => ({
    table,
    rows: count,
    firstAt: time(first),
    lastAt: time(last),
  }))
}

/** What was seen of the columns of tables of a name. */
export function listColumnRows(sql: Sql, table: string): Promise<ColumnRow[]> {
  return sql<ColumnRow[]>`
    select table_columns.* from table_columns join source_tables on source_tables.id = table_id where source_tables.name = ${table}`
}

export async function listLeast(sql: Sql, table: string): Promise<Map<string, number>> {
  const rows = await sql<{ field: string; min: number }[]>`
    select field, min(counted.min)::float8 as min from measures join series on series.measure_id = measures.id
    join samples_1d as counted on counted.series_id = series.id
    where table_name = ${table} and kind = 'value' and counted.count > 0 group by 1`
  return new Map(rows.map(({ field, min }) => [field, min]))
}

export type SeenCategory = { field: string; value: string; count: number; firstAt: number }

export async function listSeenCategories(sql: Sql, table: string): Promise<SeenCategory[]> {
  const rows = await sql<(Omit<SeenCategory, 'firstAt'> & { first: string })[]>`
    select field, label_key as value, sum(counted.count)::float8 as count, min(first_at) as first
    from measures join series on series.measure_id = measures.id
    join samples_1d as counted on counted.series_id = series.id
    where table_name = ${table} and kind = 'category' and counted.count > 0 group by 1, 2`
  return rows.map(({ first, ...row }) => ({ ...row, firstAt: time(first) }))
}

/** The longest time between minutes with an event since `since`, milliseconds; null where there are too few to say. */
export async function findLongestGap(sql: Sql, table: string, since: number): Promise<number | null> {
  const [row] = await sql<{ gap: number | null; minutes: number }[]>`
    select max(gap)::float8 as gap, count(*)::float8 as minutes from (
      select extract(epoch from bucket - lag(bucket) over (order by bucket)) * 1000 as gap from (
        select distinct bucket from measures join series on series.measure_id = measures.id
        join samples_1m as counted on counted.series_id = series.id
        where table_name = ${table} and kind = 'events' and label_key <> 'SNAPSHOT' and counted.count > 0
          and bucket >= ${new Date(since).toISOString()}::timestamptz
      ) as minutes
    ) as gaps`
  return row && row.minutes >= 100 ? row.gap : null
}

/** Some rows of a table as they are now: their keys and images. */
export function sampleRows(sql: Sql, table: string, most: number): Promise<{ rowKey: string; image: string }[]> {
  return sql<{ rowKey: string; image: string }[]>`
    select row_key as "rowKey", image from row_states join source_tables on source_tables.id = table_id
    where source_tables.name = ${table} and image is not null limit ${most}`
}
