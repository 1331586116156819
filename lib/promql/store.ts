import type { Aggregation } from '@/lib/metrics/question-words'
import 'server-only'
import type { Sql } from '@/lib/db/client'

export type NamedMetric = { name: string; table: string; aggregation: Aggregation; description: string; unit: string }

/** The metrics in sight that read samples, by name. */
export function listMeasuredMetrics(sql: Sql): Promise<NamedMetric[]> {
  return sql<NamedMetric[]>`
    select name, table_name as table, aggregation, description, unit from metrics where not hidden and measure_id is not null
    order by name collate "C"`
}

const inSight = (sql: Sql, label: string) => sql`
  measure_id in (
    select measure_id from metrics
    where not hidden and measure_id is not null and (selector is null or selector ->> 'label' <> ${label}))`

/** The names of the labels that any series in sight has. */
export async function listLabelNames(sql: Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select distinct label as name
    from series cross join lateral jsonb_object_keys(labels) as key (label)
    where measure_id in (
      select measure_id from metrics
      where not hidden and measure_id is not null and (selector is null or selector ->> 'label' <> label))
      and labels ->> label <> ''`
  return rows.map(({ name }) => name)
}

/** The values that a label has in any series in sight. */
export async function listLabelValues(sql: Sql, label: string): Promise<string[]> {
  const rows = await sql<{ value: string }[]>`
    select distinct labels ->> ${label} as value from series where labels ->> ${label} <> '' and ${inSight(sql, label)}`
  return rows.map(({ value }) => value)
}
