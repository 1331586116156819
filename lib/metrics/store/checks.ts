import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { SeriesRecord } from './read'

/** The series of checks of a table's rules that are in force, of all tables where it has no name. */
export function listScoredSeries(sql: Sql, tableName: string): Promise<SeriesRecord[]> {
  return sql<SeriesRecord[]>`
    select series.id, measure_id as "measureId", table_id as "tableId", labels from series
    join measures on measures.id = measure_id
    join quality_rules on quality_rules.id::text = measures.field and enabled and state = 'active'
    where kind = 'check' and (${tableName} = '' or measures.table_name = ${tableName})`
}

export type RuleWeight = { measureId: number; severity: 'low' | 'medium' | 'high' | 'critical' }

/** Whose checks measures are. */
export function listRuleWeights(sql: Sql, measureIds: number[]): Promise<RuleWeight[]> {
  return sql<RuleWeight[]>`
    select measures.id as "measureId", severity from measures
    join quality_rules on quality_rules.id::text = measures.field
    where measures.id = any(${measureIds}::int[])`
}

/** Gives the metric of a measure that has only one the name that it should have by now, unless that is taken. */
export async function renameMetric(sql: Sql, measureId: number, name: string) {
  await sql`
    update metrics set name = ${name} where measure_id = ${measureId} and name <> ${name}
      and not exists (select from metrics taken where taken.name = ${name})`
}
