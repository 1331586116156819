import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Queryable } from '@/lib/db/client'

export type Counted = { ruleId: string; tableId: number; checked: number; passed: number }

const hourMs = 3_600_000
const iso = (at: number) => new Date(at).toISOString()

/** The interval in the buckets that it is counted by: minutes where it is short, hours where it is long. */
export function countedInterval(
  from: number,
  to: number,
): { from: number; to: number; table: 'samples_1m' | 'samples_1h' } {
  const width = to - from > 6 * hourMs ? hourMs : 60_000
  const floor = (at: number) => Math.floor(at / width) * width
  return { from: floor(from), to: floor(to - 1) + width, table: width === hourMs ? 'samples_1h' : 'samples_1m' }
}

/** How many rows each rule was asked of, and how many met it, by source table. */
export async function countChecks(sql: Queryable, ruleIds: string[], from: number, to: number): Promise<Counted[]> {
  if (ruleIds.length === 0 || from >= to) return []
  const interval = countedInterval(from, to)
  return sql<Counted[]>`
    select measures.field as "ruleId", series.table_id as "tableId", sum(count)::float8 as checked,
      (sum(sum) / 100)::float8 as passed
    from measures join series on series.measure_id = measures.id
    join ${sql(interval.table)} as counted on counted.series_id = series.id
    where kind = 'check' and field = any(${pgArray(ruleIds)}::text[]) and count > 0
      and bucket >= ${iso(interval.from)}::timestamptz and bucket < ${iso(interval.to)}::timestamptz
    group by 1, 2`
}

export type Window = { start: number; checked: number; passed: number }

/** The checks of a rule on a source table by windows of `windowMs`, oldest first; windows without a check are left out. */
export async function readWindows(
  sql: Queryable,
  of: { ruleId: string; tableId: number; windowMs: number },
  from: number,
  to: number,
): Promise<Window[]> {
  const { ruleId, tableId, windowMs } = of
  return sql<Window[]>`
    select (floor(extract(epoch from bucket) * 1000 / ${windowMs}::float8) * ${windowMs}::float8)::float8 as start,
      sum(count)::float8 as checked, (sum(sum) / 100)::float8 as passed
    from measures join series on series.measure_id = measures.id and table_id = ${tableId}::int
    join samples_1m as counted on counted.series_id = series.id
    where kind = 'check' and field = ${ruleId} and count > 0
      and bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz
    group by 1 order by 1`
}

export type RuleExtent = { table: string; column: string | null }

/** Which of these tables and their columns have been seen. */
export async function listSeenColumns(sql: Queryable, tables: string[]): Promise<RuleExtent[]> {
  return sql<RuleExtent[]>`
    select source_tables.name as table, table_columns.name as column
    from source_tables left join table_columns on table_columns.table_id = source_tables.id
    where source_tables.name = any(${pgArray(tables)}::text[])`
}
