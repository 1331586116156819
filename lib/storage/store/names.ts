import 'server-only'
import { plainArray } from '@/lib/db/array'
import type { Queryable } from '@/lib/db/client'
import type { SeriesName } from '../engine'

/** What series are, by their ids. */
export async function listSeriesNames(sql: Queryable, ids: number[]): Promise<[number, SeriesName][]> {
  const rows = await sql<(SeriesName & { id: number })[]>`
    select series.id, measures.table_name as table, coalesce(source_tables.schema, '') as schema, measures.field,
      measures.kind, series.labels
    from series join measures on measures.id = series.measure_id
    left join source_tables on source_tables.id = series.table_id
    where series.id = any(${plainArray(ids)}::int[])`
  return rows.map(({ id, ...name }) => [id, name])
}

/** All series that have samples of minutes; those of identifiers and rules have sketches alone. */
export async function listSampledSeries(sql: Queryable): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select series.id from series join measures on measures.id = measure_id
    where kind not in ('distinct', 'check', 'tally') order by 1`
  return rows.map(({ id }) => id)
}
