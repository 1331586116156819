import 'server-only'
import type { Queryable } from '@/lib/db/client'
import { shapes } from '@/lib/metrics/shape'

export type SeenColumn = { name: string; role: string; rows: number; nulls: number }

/** What was seen of a table's columns ever, over all source tables of that name. */
export async function listSeen(sql: Queryable, table: string): Promise<SeenColumn[]> {
  const total = sql.unsafe(shapes.map((shape) => `sum(${shape})`).join(' + '))
  return sql<SeenColumn[]>`
    select table_columns.name, min(coalesce(role_set, role)) as role, (${total})::float8 as rows, sum(nulls)::float8 as nulls
    from table_columns join source_tables on source_tables.id = table_id
    where source_tables.name = ${table} group by 1 order by 1`
}

export type NumbersOf = { field: string; min: number; max: number; avg: number }

/** The extremes and the mean of the numbers written to a table's columns in [from, to), by whole hours. */
export function listNumbers(sql: Queryable, table: string, from: number, to: number): Promise<NumbersOf[]> {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()]
  return sql<NumbersOf[]>`
    select field, min(counted.min)::float8 as min, max(counted.max)::float8 as max, (sum(sum) / sum(count))::float8 as avg
    from measures join series on series.measure_id = measures.id
    join samples_1h as counted on counted.series_id = series.id
    where table_name = ${table} and kind = 'value' and count > 0
      and bucket >= ${start}::timestamptz and bucket < ${end}::timestamptz
    group by 1`
}

export type ValueOf = { field: string; value: string; count: number }

/** How often each category was written to a table's columns in [from, to), by whole hours, the most frequent first. */
export function listCategories(sql: Queryable, table: string, from: number, to: number): Promise<ValueOf[]> {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()]
  return sql<ValueOf[]>`
    select field, label_key as value, sum(count)::float8 as count
    from measures join series on series.measure_id = measures.id
    join samples_1h as counted on counted.series_id = series.id
    where table_name = ${table} and kind = 'category' and count > 0
      and bucket >= ${start}::timestamptz and bucket < ${end}::timestamptz
    group by 1, 2 order by 3 desc, 2`
}
