import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Sql } from '@/lib/db/client'

export type CategoryValues = { table: string; field: string; values: string[] }

/** The values seen of the columns of these tables that may name a currency. */
export function listCurrencyValues(sql: Sql, tables: string[]): Promise<CategoryValues[]> {
  return sql<CategoryValues[]>`
    select m.table_name as "table", m.field, array_agg(distinct s.labels ->> m.field) as values
    from metrics m join measures k on k.id = m.measure_id join series s on s.measure_id = k.id
    where k.kind = 'category' and not m.hidden and m.auto_generated and m.field ilike '%currency%'
      and m.table_name = any(${pgArray(tables)}::text[]) and s.labels ? m.field
    group by m.table_name, m.field order by m.field`
}
