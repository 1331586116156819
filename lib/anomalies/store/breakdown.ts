import 'server-only'
import { sql } from 'drizzle-orm'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Window } from '../like-windows'
import type { Queryable } from './samples'

/** Which events of which tables; `written` is a column that they have to have written, `value` what that has to be. */
export type Rows = {
  tableIds: number[]
  types: string[] | null
  notTypes: string[]
  written: string | null
  /** Values of `written` that count, or with `negate` those that do not; null for all. */
  values: { list: string[]; negate: boolean } | null
  /** The column whose numbers are added up; null where rows are counted. */
  amount: string | null
}

/** `window` is the place of a window in the question; `value` is empty where the row has none. */
export type BreakdownRow = { window: number; dimension: string; value: string; rows: number; sum: number }

const instants = (windows: readonly Window[], of: keyof Window) =>
  sql`${pgArray(windows.map((one) => new Date(one[of]).toISOString()))}::timestamptz[]`

const numeric = String.raw`^[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$`

function matching({ types, notTypes, written, values, amount }: Rows) {
  const conditions = [sql`true`]
  if (types) conditions.push(sql`type = any(${pgArray(types)}::text[])`)
  if (notTypes.length > 0) conditions.push(sql`type <> all(${pgArray(notTypes)}::text[])`)
  if (written !== null) {
    conditions.push(sql`type in ('INSERT', 'UPDATE') and (written is null or ${written} = any(written))`)
    conditions.push(sql`coalesce(after->>${written}::text, '') <> ''`)
    if (values) {
      const named = sql`after->>${written}::text = any(${pgArray(values.list)}::text[])`
      conditions.push(values.negate ? sql`not (${named})` : named)
    }
  }
  if (amount !== null) {
    const size = sql`abs((after->>${amount}::text)::numeric)`
    conditions.push(sql`case when after->>${amount}::text ~ ${numeric} then ${size} <= 1e307 else false end`)
  }
  return sql.join(conditions, sql` and `)
}

/**
 * The raw events of windows by the values that their rows have in each dimension: columns, and `type` as `typeName`. Each
 * dimension has every row once.
 */
export async function readBreakdown(
  db: Queryable,
  windows: readonly Window[],
  wanted: Rows,
  { columns, typeName }: { columns: string[]; typeName: string | null },
): Promise<BreakdownRow[]> {
  const { amount } = wanted
  const added = amount === null ? sql`1` : sql`(after->>${amount}::text)::numeric`
  const names = [...(typeName === null ? [] : [typeName]), ...columns]
  const texts = [
    ...(typeName === null ? [] : [sql`type`]),
    ...columns.map((column) => sql`coalesce(coalesce(after, before)->>${column}::text, '')`),
  ]
  if (names.length === 0 || windows.length === 0) return []
  const rows = await db.execute<{ n: number; dimension: string; value: string; rows: number; sum: number }>(sql`
    select n::int as n, dimension, left(value, 200) as value, count(*)::float8 as rows, sum(amount)::float8 as sum
    from (
      select n, ${added} as amount, array[${sql.join(texts, sql`, `)}] as own
      from unnest(${instants(windows, 'fromMs')}, ${instants(windows, 'toMs')}) with ordinality as w (start, finish, n)
      join events on event_at >= start and event_at < finish
      where table_id = any(${plainArray(wanted.tableIds)}::int[]) and ${matching(wanted)}
    ) as part
    cross join lateral unnest(${pgArray(names)}::text[], own) as d (dimension, value)
    group by 1, 2, 3`)
  return rows.map(({ n, ...row }) => ({ ...row, window: n - 1 }))
}

type Written = { window: number; type: string; after: string; written: string[] | null; own: string[] }

/** The rows written in windows, each with its values of `columns`, empty where it has none. */
export async function readWritten(
  db: Queryable,
  windows: readonly Window[],
  tableIds: number[],
  columns: string[],
): Promise<Written[]> {
  const texts = columns.map((column) => sql`left(coalesce(after->>${column}::text, ''), 200)`)
  const rows = await db.execute<Omit<Written, 'window'> & { n: number }>(sql`
    select n::int as n, type, after::text as after, written, array[${sql.join(texts, sql`, `)}]::text[] as own
    from unnest(${instants(windows, 'fromMs')}, ${instants(windows, 'toMs')}) with ordinality as w (start, finish, n)
    join events on event_at >= start and event_at < finish
    where table_id = any(${plainArray(tableIds)}::int[]) and type in ('INSERT', 'UPDATE', 'SNAPSHOT')
      and after is not null`)
  return rows.map(({ n, ...row }) => ({ ...row, window: n - 1 }))
}

/** How many samples the events of tables have in windows, by the rollups: what reading them one by one would cost. */
export async function countEvents(db: Queryable, windows: readonly Window[], seriesIds: number[]): Promise<number[]> {
  if (windows.length === 0) return []
  const rows = await db.execute<{ n: number; events: number }>(sql`
    select n::int as n, sum(count)::float8 as events
    from unnest(${instants(windows, 'fromMs')}, ${instants(windows, 'toMs')}) with ordinality as w (start, finish, n)
    join samples_1m on bucket >= start and bucket < finish
    where series_id = any(${plainArray(seriesIds)}::int[]) and count > 0 group by 1`)
  const counts = windows.map(() => 0)
  for (const { n, events } of rows) counts[n - 1] = events
  return counts
}

/** The values written to a table's categories in windows, by the rollups. */
export async function readRolledBreakdown(
  db: Queryable,
  windows: readonly Window[],
  tableIds: number[],
): Promise<BreakdownRow[]> {
  const rows = await db.execute<{ n: number; dimension: string; value: string; rows: number }>(sql`
    select n::int as n, case kind when 'events' then 'type' else field end as dimension, label_key as value,
      sum(count)::float8 as rows
    from unnest(${instants(windows, 'fromMs')}, ${instants(windows, 'toMs')}) with ordinality as w (start, finish, n)
    join samples_1m on bucket >= start and bucket < finish
    join series on series.id = samples_1m.series_id join measures on measures.id = series.measure_id
    where series.table_id = any(${plainArray(tableIds)}::int[]) and count > 0
      and (kind = 'events' and label_key <> 'SNAPSHOT' or kind = 'category' and exists (
        select from table_columns c where c.table_id = series.table_id and c.name = field
          and coalesce(c.role_set, c.role) = 'categorical'))
    group by 1, 2, 3`)
  return rows.map(({ n, ...row }) => ({ ...row, window: n - 1, sum: row.rows }))
}

/** The columns of tables by which rows are counted. */
export async function listCategories(db: Queryable, tableIds: number[]): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select distinct name from table_columns
    where table_id = any(${plainArray(tableIds)}::int[]) and coalesce(role_set, role) = 'categorical' order by 1 limit 20`)
  return rows.map(({ name }) => name)
}

/** When the first sample of these series was, as far as days tell. */
export async function findFirstSample(db: Queryable, seriesIds: number[]): Promise<Date | null> {
  const [row] = await db.execute<{ first: string | null }>(sql`
    select min(first_at) as first from samples_1d where series_id = any(${plainArray(seriesIds)}::int[]) and count > 0`)
  return row?.first ? new Date(row.first) : null
}
