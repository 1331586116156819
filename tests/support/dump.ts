import type { Sql } from 'postgres'
import { mergedSamples, resolutions } from './merged-samples'

/**
 * All that is told of a table but when it arrived: the samples and the levels behind the metrics in sight in every resolution, under their labels,
 * what its columns are and which metrics there are. One line each, sorted, without the numbers under which they are kept.
 */
export async function dumpMetrics(sql: Sql, table: string): Promise<string[]> {
  const rollups = resolutions.map(
    (rollup) => sql<{ line: string }[]>`
      select concat_ws('|', ${rollup}::text, source_tables.source, database, schema, kind, field, labels,
        extract(epoch from bucket), count, trim_scale(sum), min, max, extract(epoch from first_at), last,
        extract(epoch from last_at)) as line
      from ${mergedSamples(sql, rollup)} as samples join series on series.id = series_id join measures on measures.id = measure_id
        join source_tables on source_tables.id = series.table_id
      where name = ${table} and count > 0 and kind <> 'lag' and (kind = 'events'
        or exists (select from metrics where metrics.measure_id = measures.id and not hidden))`,
  )
  const levels = resolutions.map(
    (rollup) => sql<{ line: string }[]>`
      select concat_ws('|', 'level', ${rollup}::text, source_tables.source, tracked_levels.kind, measures.field, labels,
        extract(epoch from bucket), trim_scale(change)) as line
      from ${mergedSamples(sql, rollup)} as samples join series on series.id = series_id join measures on measures.id = measure_id
        join source_tables on source_tables.id = series.table_id
        join tracked_levels on tracked_levels.table_id = series.table_id and tracked_levels.field = measures.field
          and measures.kind = case tracked_levels.kind when 'rows' then 'events' when 'total' then 'value' else 'category' end
      where name = ${table} and change <> 0 and not ended and (measures.kind <> 'events' or label_key = 'INSERT')
        and exists (select from metrics join measures as own on own.id = metrics.measure_id
          where own.table_name = ${table} and own.kind = tracked_levels.kind and own.field = tracked_levels.field and not hidden)`,
  )
  const columns = sql<{ line: string }[]>`
    select concat_ws('|', 'column', table_columns.name, role) as line
    from table_columns join source_tables on source_tables.id = table_id where source_tables.name = ${table}`
  const metrics = sql<{ line: string }[]>`
    select concat_ws('|', 'metric', metrics.name, kind, measures.field, type, aggregation, selector, unit) as line
    from metrics join measures on measures.id = measure_id where measures.table_name = ${table} and not hidden`
  const arrivals = sql<{ line: string }[]>`
    select concat_ws('|', 'table', events_count, extract(epoch from last_event_at)) as line
    from source_tables where name = ${table}`
  const rows = await Promise.all([...rollups, ...levels, columns, metrics, arrivals])
  return rows
    .flat()
    .map(({ line }) => line)
    .sort()
}

/** The lines of which one side has more than the other. */
export function differences(ours: readonly string[], theirs: readonly string[]): { ours: string[]; theirs: string[] } {
  const [own, other] = [new Set(ours), new Set(theirs)]
  return { ours: ours.filter((line) => !other.has(line)), theirs: theirs.filter((line) => !own.has(line)) }
}
