import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Sql, Transaction } from '@/lib/db/client'
import type { AutoMetric } from '../auto'
import type { ColumnRole, MeasureKind } from '../contract'
import { type Shape, type ShapeCounts, shapes } from '../discover'
import type { Aggregate } from '../fold'
import type { Resolution } from '../plan'

export type RollupRow = { seriesId: number; bucket: number; aggregate: Aggregate }

/** Adds partial aggregates into one resolution, in key order so that concurrent writers cannot deadlock. */
export function upsertRollups(tx: Transaction, resolution: Resolution, rows: RollupRow[]) {
  return tx`
    insert into ${tx(resolution)} as kept (series_id, bucket, count, sum, min, max, first_at, last, last_at)
    select series_id, to_timestamp(bucket_ms / 1000.0), count, sum::numeric, min, max,
      to_timestamp(first_ms / 1000.0), last, to_timestamp(last_ms / 1000.0)
    from unnest(
      ${pgArray(rows.map((row) => row.seriesId))}::int[],
      ${pgArray(rows.map((row) => row.bucket))}::float8[],
      ${pgArray(rows.map((row) => row.aggregate.count))}::bigint[],
      ${pgArray(rows.map((row) => row.aggregate.sum.toString()))}::text[],
      ${pgArray(rows.map((row) => row.aggregate.min))}::float8[],
      ${pgArray(rows.map((row) => row.aggregate.max))}::float8[],
      ${pgArray(rows.map((row) => row.aggregate.firstAt))}::float8[],
      ${pgArray(rows.map((row) => row.aggregate.last))}::float8[],
      ${pgArray(rows.map((row) => row.aggregate.lastAt))}::float8[]
    ) as incoming (series_id, bucket_ms, count, sum, min, max, first_ms, last, last_ms)
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
      last_at = greatest(kept.last_at, excluded.last_at)`
}

export type ColumnState = { tableId: number; name: string; role: ColumnRole; counts: ShapeCounts; overflow: number }
type ColumnRow = { table_id: number; name: string; role: ColumnRole; overflow: string } & Record<Shape, string>

const toColumn = (row: ColumnRow): ColumnState => ({
  tableId: row.table_id,
  name: row.name,
  role: row.role,
  overflow: Number(row.overflow),
  counts: Object.fromEntries(shapes.map((shape) => [shape, Number(row[shape])])) as ShapeCounts,
})

/** Adds what a group saw of its columns; answers their new totals over all writers. */
export async function upsertColumns(tx: Transaction, columns: ColumnState[]): Promise<ColumnState[]> {
  const of = (shape: Shape) => columns.map((column) => column.counts[shape])
  const rows = await tx<ColumnRow[]>`
    insert into table_columns as kept
      (table_id, name, role, nulls, numbers, booleans, words, texts, uuids, times, objects, overflow)
    select * from unnest(
      ${pgArray(columns.map((column) => column.tableId))}::int[], ${pgArray(columns.map((column) => column.name))}::text[],
      ${pgArray(columns.map((column) => column.role))}::text[], ${pgArray(of('nulls'))}::bigint[], ${pgArray(of('numbers'))}::bigint[],
      ${pgArray(of('booleans'))}::bigint[], ${pgArray(of('words'))}::bigint[], ${pgArray(of('texts'))}::bigint[], ${pgArray(of('uuids'))}::bigint[],
      ${pgArray(of('times'))}::bigint[], ${pgArray(of('objects'))}::bigint[], ${pgArray(columns.map((column) => column.overflow))}::bigint[]
    ) as incoming (table_id, name, role, nulls, numbers, booleans, words, texts, uuids, times, objects, overflow)
    order by table_id, name
    on conflict (table_id, name) do update set
      role = excluded.role, nulls = kept.nulls + excluded.nulls, numbers = kept.numbers + excluded.numbers,
      booleans = kept.booleans + excluded.booleans, words = kept.words + excluded.words,
      texts = kept.texts + excluded.texts, uuids = kept.uuids + excluded.uuids, times = kept.times + excluded.times,
      objects = kept.objects + excluded.objects, overflow = kept.overflow + excluded.overflow
    returning *`
  return rows.map(toColumn)
}

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
export async function ensureSeries(sql: Sql, series: SeriesIdentity[]): Promise<Series[]> {
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
