import 'server-only'
import { and, eq, inArray, not, sql } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { measures, metrics, series } from '@/drizzle/schema/metrics'
import { type CellId, type Cells, parseCells } from '../cells'
import { hourMs } from '../grid'
import type { MetricSeries } from '../targets'
import { listCheckSeries, readCheckCells } from './checks'

/** The database or an open transaction. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>

const intArray = (ids: Iterable<number>) => sql`${`{${[...ids].join(',')}}`}::int[]`

/** The ids of the series with most samples since `from`. */
export async function listBusySeries(db: Queryable, from: Date, limit: number): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`
    select series_id as id from samples_1d where bucket >= ${from.toISOString()}::timestamptz
    group by 1 order by sum(count) desc, 1 limit ${limit}`)
  return rows.map((row) => row.id)
}

/** One metric, those of a table, or those among these series and all of rules. */
export type Among = { name: string } | { table: string } | { ids: number[] }

/** Every metric in sight beside each series that it reads: of its measure, or of what the rules of its table counted. */
export async function listMetricSeries(db: Queryable, among: Among): Promise<MetricSeries[]> {
  return [...(await listSampled(db, among)), ...(await listCheckSeries(db, among))]
}

function listSampled(db: Queryable, among: Among): Promise<MetricSeries[]> {
  const wanted =
    'name' in among
      ? eq(metrics.name, among.name)
      : 'table' in among
        ? eq(metrics.tableName, among.table)
        : sql`${series.id} = any(${intArray(among.ids)})`
  return db
    .select({
      metricName: metrics.name,
      tableName: metrics.tableName,
      aggregation: metrics.aggregation,
      selector: metrics.selector,
      kind: measures.kind,
      field: measures.field,
      seriesId: series.id,
      tableId: series.tableId,
      labelKey: series.labelKey,
      labels: series.labels,
      unit: metrics.unit,
    })
    .from(metrics)
    .innerJoin(measures, eq(measures.id, metrics.measureId))
    .innerJoin(series, eq(series.measureId, measures.id))
    .where(and(not(metrics.hidden), wanted))
    .orderBy(metrics.id, series.id)
}

/** Buckets begin `shiftMs` (whole minutes) after those that count from 1970. */
export type Extent = { stepMs: number; from: Date; to: Date; shiftMs?: number }

/** The buckets of `stepMs` (whole minutes) that had samples or checks in [from, to), by series, in one statement for each of both. */
export async function readCells(db: Queryable, cellIds: Iterable<CellId>, extent: Extent): Promise<Map<CellId, Cells>> {
  const ids = [...cellIds]
  const samples = ids.filter((id) => typeof id === 'number')
  const checks = ids.filter((id) => typeof id === 'string')
  return new Map<CellId, Cells>([
    ...(await readSampleCells(db, samples, extent)),
    ...(await readCheckCells(db, checks, extent)),
  ])
}

async function readSampleCells(db: Queryable, seriesIds: number[], extent: Extent): Promise<Map<number, Cells>> {
  if (seriesIds.length === 0) return new Map()
  const { stepMs, from, to, shiftMs = 0 } = extent
  const origin = new Date(shiftMs).toISOString()
  const rollups = stepMs % hourMs === 0 && shiftMs % hourMs === 0 ? 'samples_1h' : 'samples_1m'
  const rows = await db.execute<{ id: number; cells: string }>(sql`
    select id, string_agg(((extract(epoch from bin) * 1000 - ${shiftMs}::float8) / ${stepMs}::float8)::bigint || ':' || count || ':' || sum, ',') as cells
    from (
      select series_id as id, date_bin(${`${stepMs / 1000} seconds`}::interval, bucket, ${origin}::timestamptz) as bin,
        sum(count::float8) as count, sum(sum::float8) as sum
      from ${sql.identifier(rollups)}
      where series_id = any(${intArray(seriesIds)}) and count > 0
        and bucket >= ${from.toISOString()}::timestamptz and bucket < ${to.toISOString()}::timestamptz
      group by 1, 2
    ) as buckets group by 1`)
  return new Map(rows.map((row) => [row.id, parseCells(row.cells)]))
}

/** How far a source table's source has told us of changes: `watermark` by their own times, never ahead of their arrival; `heardAt` is the last one. */
export type SourceState = { tableId: number; source: string; watermark: Date; heardAt: Date }

export async function listSources(db: Queryable): Promise<SourceState[]> {
  const rows = await db.execute<{ id: number; source: string; watermark: string; heard_at: string }>(sql`
    select id, source || '/' || database as source, max(last_arrival_at) over whole as heard_at,
      least(max(last_event_at) over whole, max(last_arrival_at) over whole) as watermark
    from source_tables where last_event_at is not null
    window whole as (partition by source, database)`)
  return rows.map((row) => ({
    tableId: row.id,
    source: row.source,
    watermark: new Date(row.watermark),
    heardAt: new Date(row.heard_at),
  }))
}

/** The longest that a change of each of these source tables took to arrive, milliseconds, of the last day that its table told of. */
export async function listLongestLags(db: Queryable, tableIds: number[]): Promise<Map<number, number>> {
  if (tableIds.length === 0) return new Map()
  const rows = await db.execute<{ id: number; lag: number }>(sql`
    select tables.id, max(lags.max)::float8 * 1000 as lag
    from source_tables tables join ${series} on ${series.tableId} = tables.id
      join ${measures} on ${measures.id} = ${series.measureId} and ${measures.kind} = 'lag'
      join samples_1h lags on lags.series_id = ${series.id} and lags.bucket >= tables.last_event_at - interval '1 day'
    where tables.id = any(${intArray(tableIds)}) group by 1`)
  return new Map(rows.map(({ id, lag }) => [id, lag]))
}

/** The series that count the events of these source tables. */
export async function listEventSeries(db: Queryable, tableIds: number[]): Promise<number[]> {
  const rows = await db
    .select({ id: series.id })
    .from(series)
    .innerJoin(measures, eq(measures.id, series.measureId))
    .where(and(eq(measures.kind, 'events'), inArray(series.tableId, tableIds)))
  return rows.map((row) => row.id)
}
