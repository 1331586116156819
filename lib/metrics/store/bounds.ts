import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { Bounds } from '../bounds-contract'

/** How many tables have metrics of their own and how many are counted together, and the number of series. */
export async function countBounded(sql: Sql): Promise<{ measured: number; together: number; series: number }> {
  const [row] = await sql<{ measured: number; together: number; series: number }[]>`
    select count(*) filter (where measured)::int as measured, count(*) filter (where not measured)::int as together,
      (select count(*)::int from series) as series
    from source_tables`
  return row!
}

/** Tables of which as many columns are looked at as the bound allows. */
export function listFullTables(sql: Sql, most: number, limit: number): Promise<Bounds['full_tables']> {
  return sql<Bounds['full_tables']>`
    select source_tables.name as table, schema, count(*)::int as columns
    from table_columns join source_tables on id = table_id
    group by id having count(*) >= ${most} order by 3 desc, 1 limit ${limit}`
}

/** Columns with more categories than are kept apart, those with the most values counted together first. */
export function listFullColumns(sql: Sql, limit: number): Promise<Bounds['full_columns']> {
  return sql<Bounds['full_columns']>`
    select source_tables.name as table, schema, table_columns.name as column, role, overflow::float8 as together
    from table_columns join source_tables on id = table_id
    where overflow > 0 order by overflow desc, 1, 3 limit ${limit}`
}
