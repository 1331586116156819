import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Queryable, Sql } from '@/lib/db/client'
import { ensureMeasures } from './catalog'
import type { SeriesRecord } from './read'

/** The series of what the rules of a table counted, one for each source table of that name; of all tables without a name. */
export function listTallySeries(sql: Sql, tableName: string): Promise<SeriesRecord[]> {
  return sql<SeriesRecord[]>`
    select series.id, measure_id as "measureId", table_id as "tableId", labels from series
    join measures on measures.id = measure_id
    where kind = 'tally' and (${tableName} = '' or measures.table_name = ${tableName})`
}

export type RuleWeight = { measureId: number; severity: 'low' | 'medium' | 'high' | 'critical' }

/** The numbers of the rules in force: those of their measures. */
export function listRuleWeights(sql: Sql): Promise<RuleWeight[]> {
  return sql<RuleWeight[]>`
    select measures.id as "measureId", severity from measures
    join quality_rules on quality_rules.id::text = measures.field
    where kind = 'check' and enabled and state = 'active'`
}

/** The number of each rule, under which its checks are counted; made where it is new. */
export async function numberRules(
  sql: Queryable,
  rules: { id: string; tableName: string }[],
): Promise<Map<string, number>> {
  const ids = rules.map(({ id }) => id)
  const rows = await sql<{ id: number; field: string }[]>`
    select id, field from measures where kind = 'check' and field = any(${pgArray(ids)}::text[])`
  const numbers = new Map(rows.map(({ id, field }) => [field, id]))
  const missing = rules.filter(({ id }) => !numbers.has(id))
  if (missing.length > 0) {
    const wanted = missing.map(({ id, tableName }) => ({ tableName, kind: 'check' as const, field: id }))
    for (const { id, field } of await ensureMeasures(sql, wanted)) numbers.set(field, id)
  }
  return numbers
}

/** Gives the metric of a measure that has only one the name that it should have by now, unless that is taken. */
export async function renameMetric(sql: Sql, measureId: number, name: string) {
  await sql`
    update metrics set name = ${name} where measure_id = ${measureId} and name <> ${name}
      and not exists (select from metrics taken where taken.name = ${name})`
}
