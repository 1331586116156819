import 'server-only'
import type { Sql } from '@/lib/db/client'

export type NewFormula = { name: string; expr: string; tableName: string; description: string; unit: string }

export async function countFormulas(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int from metrics where expr is not null`
  return row!.count
}

/** Makes a metric by formula; false where the name is taken. */
export async function insertFormula(
  sql: Sql,
  { name, expr, tableName, description, unit }: NewFormula,
): Promise<boolean> {
  const rows = await sql`
    insert into metrics (name, expr, table_name, type, aggregation, description, unit, auto_generated)
    values (${name}, ${expr}, ${tableName}, 'gauge', 'last', ${description}, ${unit}, false)
    on conflict do nothing returning id`
  return rows.length > 0
}

/** Formulas in whose text a word occurs. */
export function listFormulasWith(sql: Sql, word: string): Promise<{ name: string; expr: string }[]> {
  return sql<{ name: string; expr: string }[]>`
    select name, expr from metrics where expr is not null and not hidden and position(${word} in expr) > 0 order by name`
}

export async function removeFormula(sql: Sql, id: number) {
  await sql`delete from metrics where id = ${id} and expr is not null`
}

/** What is said of a metric; null leaves it as it is. */
export async function updateMetricWords(
  sql: Sql,
  id: number,
  words: { description: string | null; unit: string | null },
) {
  await sql`
    update metrics set description = coalesce(${words.description}::text, description), unit = coalesce(${words.unit}::text, unit)
    where id = ${id}`
}
