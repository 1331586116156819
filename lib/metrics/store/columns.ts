import 'server-only'
import type { Queryable } from '@/lib/db/client'
import type { ColumnRole } from '../contract'
import { otherCategory } from '../discover'
import { type ColumnRow, type ColumnState, toColumn } from './write'

/** A column with the table it belongs to; `distinct` is how many of its categories are kept apart. */
export type ColumnOfTable = ColumnState & { table: string; schema: string; source: string; distinct: number }
type Row = ColumnRow & { table: string; schema: string; source: string; distinct_count: number }

/** The columns of the tables called `table`, with or without their schema, by name. */
export async function listColumnsOf(sql: Queryable, table: string): Promise<ColumnOfTable[]> {
  const rows = await sql<Row[]>`
    select table_columns.*, source_tables.name as table, schema, source, coalesce(labels.count, 0)::int as distinct_count
    from table_columns
    join source_tables on source_tables.id = table_id
    left join (
      select series.table_id, field, count(*) filter (where label_key <> ${otherCategory}) as count
      from measures join series on measure_id = measures.id
      where kind = 'category' and measures.table_name in (
        select name from source_tables where name = ${table} or schema || '.' || name = ${table}
      )
      group by 1, 2
    ) labels on labels.table_id = table_columns.table_id and field = table_columns.name
    where source_tables.name = ${table} or schema || '.' || source_tables.name = ${table}
    order by schema, source, table_columns.name collate "C"`
  return rows.map((row) => ({
    ...toColumn(row),
    table: row.table,
    schema: row.schema,
    source: row.source,
    distinct: row.distinct_count,
  }))
}

type Set = { tableId: number; name: string; role: ColumnRole; roleSet: ColumnRole | null; unitSet: string | null }

export async function updateColumn(sql: Queryable, { tableId, name, role, roleSet, unitSet }: Set) {
  await sql`
    update table_columns set role = ${role}, role_set = ${roleSet}, unit_set = ${unitSet}
    where table_id = ${tableId} and name = ${name}`
}
