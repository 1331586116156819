import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Sql, Transaction } from '@/lib/db/client'
import type { AutoMetric } from '../auto'
import type { ColumnRole, MeasureKind } from '../contract'
import { otherCategory, type Shape, type ShapeCounts, shapes } from '../discover'
import type { Aggregate } from '../fold'
import type { Resolution } from '../plan'

export type RollupRow = { seriesId: number; bucket: number; aggregate: Aggregate }

/** Adds partial aggregates into one resolution, in key order so that concurrent writers cannot deadlock, when `after` is done. */
const upsertRollups = (sql: Sql, resolution: Resolution, rows: RollupRow[], after: Fragment) => sql`
  insert into ${sql(resolution)} as kept (series_id, bucket, count, sum, min, max, first_at, last, last_at)
  select series_id, to_timestamp(bucket_ms / 1000.0), count, sum::numeric, min, max,
    to_timestamp(first_ms / 1000.0), last, to_timestamp(last_ms / 1000.0)
  from ready cross join unnest(
    ${plainArray(rows.map((row) => row.seriesId))}::int[],
    ${plainArray(rows.map((row) => row.bucket))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.count))}::bigint[],
    ${plainArray(rows.map((row) => row.aggregate.sum.toString()))}::text[],
    ${plainArray(rows.map((row) => row.aggregate.min))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.max))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.firstAt))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.last))}::float8[],
    ${plainArray(rows.map((row) => row.aggregate.lastAt))}::float8[]
  ) as incoming (series_id, bucket_ms, count, sum, min, max, first_ms, last, last_ms)
  where (select count(*) from ${after}) >= 0
  order by series_id, bucket_ms
  on conflict (series_id, bucket) do update set
    count = kept.count + excluded.count,
    sum = kept.sum + excluded.sum,
    min = least(kept.min, excluded.min),
    max = greatest(kept.max, excluded.max),
    first_at = least(kept.first_at, excluded.first_at),
    last = case
      when excluded.last_at > kept.last_at then excluded.last
      when excluded.last_at = kept.last_at then greatest(kept.last, excluded.last)
      else kept.last end,
    last_at = greatest(kept.last_at, excluded.last_at)
  returning 1`

export type ColumnState = { tableId: number; name: string; role: ColumnRole; counts: ShapeCounts; overflow: number }
export type ColumnRow = { table_id: number; name: string; role: ColumnRole; overflow: string | number } & Record<
  Shape,
  string | number
>

export const toColumn = (row: ColumnRow): ColumnState => ({
  tableId: row.table_id,
  name: row.name,
  role: row.role,
  overflow: Number(row.overflow),
  counts: Object.fromEntries(shapes.map((shape) => [shape, Number(row[shape])])) as ShapeCounts,
})

/** Adds what a group saw of its columns; answers their new totals over all writers. */
const upsertColumns = (sql: Sql, columns: ColumnState[], after: Fragment) => {
  const of = (shape: Shape) => pgArray(columns.map((column) => column.counts[shape]))
  return sql`
    insert into table_columns as kept
      (table_id, name, role, nulls, numbers, booleans, words, texts, uuids, times, objects, overflow)
    select incoming.* from ready cross join unnest(
      ${pgArray(columns.map((column) => column.tableId))}::int[], ${pgArray(columns.map((column) => column.name))}::text[],
      ${pgArray(columns.map((column) => column.role))}::text[], ${of('nulls')}::bigint[], ${of('numbers')}::bigint[],
      ${of('booleans')}::bigint[], ${of('words')}::bigint[], ${of('texts')}::bigint[], ${of('uuids')}::bigint[],
      ${of('times')}::bigint[], ${of('objects')}::bigint[], ${pgArray(columns.map((column) => column.overflow))}::bigint[]
    ) as incoming (table_id, name, role, nulls, numbers, booleans, words, texts, uuids, times, objects, overflow)
    where (select count(*) from ${after}) >= 0
    order by table_id, name
    on conflict (table_id, name) do update set
      role = excluded.role, nulls = kept.nulls + excluded.nulls, numbers = kept.numbers + excluded.numbers,
      booleans = kept.booleans + excluded.booleans, words = kept.words + excluded.words,
      texts = kept.texts + excluded.texts, uuids = kept.uuids + excluded.uuids, times = kept.times + excluded.times,
      objects = kept.objects + excluded.objects, overflow = kept.overflow + excluded.overflow
    returning *`
}

/** What a group of events means: its partial aggregates at each resolution, and what it shows of its tables' columns. */
export type SampleWrites = { minutes: RollupRow[]; hours: RollupRow[]; days: RollupRow[]; columns: ColumnState[] }

/**
 * The part of the ingestion statement that writes samples: expressions `minutes` to `columns`, which wait for `images`
 * and write where `ready` has a row.
 */
export const writeSamples = (sql: Sql, { minutes, hours, days, columns }: SampleWrites): Fragment => sql`
  minutes as (${upsertRollups(sql, 'rollups_1m', minutes, sql`images`)}),
  hours as (${upsertRollups(sql, 'rollups_1h', hours, sql`minutes`)}),
  days as (${upsertRollups(sql, 'rollups_1d', days, sql`hours`)}),
  columns as (${upsertColumns(sql, columns, sql`days`)})`

export async function listColumns(sql: Sql, tableIds: number[]): Promise<ColumnState[]> {
  const rows = await sql<ColumnRow[]>`select * from table_columns where table_id = any(${tableIds})`
  return rows.map(toColumn)
}

export type TableIdentity = { source: string; database: string; schema: string; table: string }
export type SourceTable = TableIdentity & { id: number }

/** The ids of source tables, made where they are new. */
export async function ensureTables(sql: Sql, tables: TableIdentity[]): Promise<SourceTable[]> {
  const list = sql`unnest(
    ${pgArray(tables.map((table) => table.source))}::text[], ${pgArray(tables.map((table) => table.database))}::text[],
    ${pgArray(tables.map((table) => table.schema))}::text[], ${pgArray(tables.map((table) => table.table))}::text[]
  ) as wanted (source, database, schema, name)`
  await sql`insert into source_tables (source, database, schema, name) select * from ${list} on conflict do nothing`
  const rows = await sql<(TableIdentity & { id: number; name: string })[]>`
    select id, source, database, schema, name from source_tables
    join ${list} using (source, database, schema, name)`
  return rows.map((row) => ({ ...row, table: row.name }))
}

export type MeasureIdentity = { tableName: string; kind: MeasureKind; field: string }
export type Measure = MeasureIdentity & { id: number }

/** The ids of measures, made where they are new. */
export async function ensureMeasures(sql: Sql, measures: MeasureIdentity[]): Promise<Measure[]> {
  const list = sql`unnest(
    ${pgArray(measures.map((measure) => measure.tableName))}::text[], ${pgArray(measures.map((measure) => measure.kind))}::text[],
    ${pgArray(measures.map((measure) => measure.field))}::text[]
  ) as wanted (table_name, kind, field)`
  await sql`insert into measures (table_name, kind, field) select * from ${list} on conflict do nothing`
  const rows = await sql<{ id: number; table_name: string; kind: MeasureKind; field: string }[]>`
    select id, table_name, kind, field from measures join ${list} using (table_name, kind, field)`
  return rows.map((row) => ({ id: row.id, tableName: row.table_name, kind: row.kind, field: row.field }))
}

export type SeriesIdentity = { measureId: number; tableId: number; labelKey: string; labels: Record<string, string> }
export type Series = { id: number; measureId: number; tableId: number; labelKey: string }

/** The ids of series, made where they are new. `labelKey` is the value of the measure's own label, or empty. */
export async function ensureSeries(sql: Sql | Transaction, series: SeriesIdentity[]): Promise<Series[]> {
  const list = sql`unnest(
    ${pgArray(series.map((one) => one.measureId))}::int[], ${pgArray(series.map((one) => one.tableId))}::int[],
    ${pgArray(series.map((one) => one.labelKey))}::text[], ${pgArray(series.map((one) => JSON.stringify(one.labels)))}::text[]
  ) as wanted (measure_id, table_id, label_key, label_text)`
  await sql`
    insert into series (measure_id, table_id, label_key, labels)
    select measure_id, table_id, label_key, label_text::jsonb from ${list} on conflict do nothing`
  const rows = await sql<{ id: number; measure_id: number; table_id: number; label_key: string }[]>`
    select id, measure_id, table_id, label_key from series join ${list} using (measure_id, table_id, label_key)`
  return rows.map((row) => ({ id: row.id, measureId: row.measure_id, tableId: row.table_id, labelKey: row.label_key }))
}

/** The categories that are kept apart for each column of the tables. */
export async function listLabels(sql: Sql, tableIds: number[]) {
  const rows = await sql<{ table_id: number; field: string; label_key: string }[]>`
    select table_id, field, label_key from series join measures on measures.id = series.measure_id
    where kind = 'category' and table_id = any(${tableIds})`
  return rows.map((row) => ({ tableId: row.table_id, field: row.field, label: row.label_key }))
}

const labelLock = 7_301_003

/**
 * Makes room for categories of a column, at most `most` of them over all processes: adds those of `wanted` that fit, in
 * their order, and answers all that are kept apart now.
 */
export function admitLabels(
  sql: Sql,
  column: { measureId: number; tableId: number; labelsOf(label: string): Record<string, string> },
  wanted: string[],
  most: number,
): Promise<Series[]> {
  const { measureId, tableId, labelsOf } = column
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${labelLock}, ${measureId})`
    const rows = await tx<{ label_key: string }[]>`
      select label_key from series where measure_id = ${measureId} and table_id = ${tableId}`
    const taken = new Set(rows.map((row) => row.label_key))
    const room = most - taken.size + (taken.has(otherCategory) ? 1 : 0)
    const fitting = wanted.filter((label) => !taken.has(label)).slice(0, Math.max(0, room))
    const labels = [...taken, ...fitting]
    return ensureSeries(
      tx,
      labels.map((label) => ({ measureId, tableId, labelKey: label, labels: labelsOf(label) })),
    )
  })
}

export type MetricRow = AutoMetric & { measureId: number; tableName: string }

async function insertNamed(sql: Sql, wanted: MetricRow[]): Promise<string[]> {
  const names = new Set<string>()
  const metrics = wanted.filter(({ name }) => !names.has(name) && names.add(name))
  if (metrics.length === 0) return []
  const rows = await sql<{ name: string }[]>`
    insert into metrics (name, measure_id, table_name, field, type, aggregation, selector, description, unit)
    select name, measure_id, table_name, nullif(field, ''), type, aggregation, selector::jsonb, description, unit
    from unnest(
      ${pgArray(metrics.map((metric) => metric.name))}::text[], ${pgArray(metrics.map((metric) => metric.measureId))}::int[],
      ${pgArray(metrics.map((metric) => metric.tableName))}::text[], ${pgArray(metrics.map((metric) => metric.field))}::text[],
      ${pgArray(metrics.map((metric) => metric.type))}::text[], ${pgArray(metrics.map((metric) => metric.aggregation))}::text[],
      ${pgArray(metrics.map((metric) => (metric.selector ? JSON.stringify(metric.selector) : null)))}::text[],
      ${pgArray(metrics.map((metric) => metric.description))}::text[], ${pgArray(metrics.map((metric) => metric.unit))}::text[]
    ) as incoming (name, measure_id, table_name, field, type, aggregation, selector, description, unit)
    on conflict (name) do update set hidden = false where metrics.hidden and metrics.measure_id = excluded.measure_id
    returning name`
  return rows.map((row) => row.name)
}

/**
 * Makes metrics that do not exist; answers those that were new.
 * Where `order-items` and `order_items` come to one name, the first has it and the other adds the number of its measure.
 */
export async function insertMetrics(sql: Sql, wanted: MetricRow[]): Promise<string[]> {
  const made = await insertNamed(sql, wanted)
  const taken = await sql<{ name: string; measureId: number }[]>`
    select name, measure_id as "measureId" from metrics
    where name = any(${pgArray(wanted.map((metric) => metric.name))}::text[])`
  const owners = new Map(taken.map(({ name, measureId }) => [name, measureId]))
  const apart = wanted.filter(({ name, measureId }) => owners.get(name) !== measureId)
  const numbered = apart.map((metric) => ({ ...metric, name: `${metric.name}_${metric.measureId}` }))
  return [...made, ...(await insertNamed(sql, numbered))]
}

/** Takes metrics of measures out of sight, for a column that turned out to be something else. */
export async function hideMetrics(sql: Sql, measureIds: number[]) {
  await sql`update metrics set hidden = true where measure_id = any(${measureIds}) and not hidden`
}
