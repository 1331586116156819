import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Queryable, Sql, Transaction } from '@/lib/db/client'
import { lockSpaces, locks } from '@/lib/db/locks'
import type { AutoMetric } from '../auto'
import type { MeasureKind } from '../contract'
import { otherCategory } from '../discover'
import { type ColumnRow, type ColumnState, toColumn } from './write'

export async function listColumns(sql: Sql, tableIds: number[]): Promise<ColumnState[]> {
  const rows = await sql<ColumnRow[]>`select * from table_columns where table_id = any(${tableIds})`
  return rows.map(toColumn)
}

/**
 * Makes room for columns of a table, at most `most` of them over all processes: adds those of `names` that fit, in their
 * order, and answers all that are looked at now.
 */
export function admitColumns(sql: Sql, tableId: number, names: string[], most: number): Promise<ColumnState[]> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${lockSpaces.columns}, ${tableId})`
    await tx`
      insert into table_columns (table_id, name, role)
      select ${tableId}::int, name, 'pending' from unnest(${pgArray(names)}::text[]) with ordinality as wanted (name, place)
      where not exists (select from table_columns known where known.table_id = ${tableId}::int and known.name = wanted.name)
      order by place
      limit greatest(0, ${most}::int - (select count(*)::int from table_columns where table_id = ${tableId}::int))
      on conflict do nothing`
    const rows = await tx<ColumnRow[]>`select * from table_columns where table_id = ${tableId}`
    return rows.map(toColumn)
  })
}

export type TableIdentity = { source: string; database: string; schema: string; table: string }
/** `measured` is false past the bound on tables: its events are counted together with those of other such tables. */
export type SourceTable = TableIdentity & { id: number; measured: boolean }

/** The ids of source tables, made where they are new; past `most` of them over all processes they are not measured. */
export function ensureTables(sql: Sql, tables: TableIdentity[], most: number): Promise<SourceTable[]> {
  return sql.begin(async (tx) => {
    const list = tx`unnest(
      ${pgArray(tables.map((table) => table.source))}::text[], ${pgArray(tables.map((table) => table.database))}::text[],
      ${pgArray(tables.map((table) => table.schema))}::text[], ${pgArray(tables.map((table) => table.table))}::text[]
    ) as wanted (source, database, schema, name)`
    await tx`select pg_advisory_xact_lock(${locks.tables})`
    await tx`
      insert into source_tables (source, database, schema, name, measured)
      select wanted.*, name = ${otherCategory}
        or row_number() over () + (select count(*) from source_tables where measured) <= ${most}
      from ${list} left join source_tables known using (source, database, schema, name)
      where known.id is null
      on conflict do nothing`
    const rows = await tx<(TableIdentity & { id: number; name: string; measured: boolean })[]>`
      select id, source, database, schema, name, measured from source_tables
      join ${list} using (source, database, schema, name)`
    return rows.map((row) => ({ ...row, table: row.name }))
  })
}

export async function countSeries(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int from series`
  return row!.count
}

export type MeasureIdentity = { tableName: string; kind: MeasureKind; field: string }
export type Measure = MeasureIdentity & { id: number }

/** The ids of measures, made where they are new. */
export async function ensureMeasures(sql: Queryable, measures: MeasureIdentity[]): Promise<Measure[]> {
  const list = sql`unnest(
    ${pgArray(measures.map((measure) => measure.tableName))}::text[], ${pgArray(measures.map((measure) => measure.kind))}::text[],
    ${pgArray(measures.map((measure) => measure.field))}::text[]
  ) as wanted (table_name, kind, field)`
  await sql`insert into measures (table_name, kind, field) select * from ${list} on conflict do nothing`
  const rows = await sql<{ id: number; table_name: string; kind: MeasureKind; field: string }[]>`
    select id, table_name, kind, field from measures join ${list} using (table_name, kind, field)`
  return rows.map((row) => ({ id: row.id, tableName: row.table_name, kind: row.kind, field: row.field }))
}

/** The names of tables that have events and lack a measure of one of these kinds. */
export async function listTablesLacking(sql: Sql, kinds: MeasureKind[]): Promise<string[]> {
  const rows = await sql<{ table_name: string }[]>`
    select table_name from measures where field = '' and kind = any(${pgArray(kinds)}::text[])
    group by table_name having count(*) < ${kinds.length}::int`
  return rows.map((row) => row.table_name)
}

export type SeriesIdentity = { measureId: number; tableId: number; labelKey: string; labels: Record<string, string> }
export type Series = { id: number; measureId: number; tableId: number; labelKey: string }

/** The ids of series, made where they are new. `labelKey` is the value of the measure's own label, or empty. */
export async function ensureSeries(sql: Queryable, series: SeriesIdentity[]): Promise<Series[]> {
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

type LabelColumn = { measureId: number; tableId: number; labelsOf(label: string): Record<string, string> }
type LabelBounds = { most: number; room: number }

/**
 * Makes room for categories of a column, at most `most` of them over all processes and `room` new ones: adds those of
 * `wanted` that fit, in their order, and answers all that are kept apart now. Once one did not fit, none is added any more:
 * what is counted together stays so, or levels would be left by rows that never entered them.
 */
export async function admitLabelsIn(
  tx: Transaction,
  { measureId, tableId, labelsOf }: LabelColumn,
  wanted: string[],
  { most, room }: LabelBounds,
): Promise<Series[]> {
  await tx`select pg_advisory_xact_lock(${lockSpaces.labels}, ${measureId})`
  const rows = await tx<{ label_key: string }[]>`
    select label_key from series where measure_id = ${measureId} and table_id = ${tableId}`
  const taken = new Set(rows.map((row) => row.label_key))
  const more = wanted.filter((label) => !taken.has(label) && label !== otherCategory)
  const fitting = taken.has(otherCategory) ? [] : more.slice(0, Math.max(0, Math.min(room, most - taken.size)))
  const labels = new Set([...taken, ...fitting, ...(fitting.length < more.length ? [otherCategory] : [])])
  return ensureSeries(
    tx,
    [...labels].map((label) => ({ measureId, tableId, labelKey: label, labels: labelsOf(label) })),
  )
}

/** The same in a transaction of its own. */
export const admitLabels = (sql: Sql, column: LabelColumn, wanted: string[], bounds: LabelBounds): Promise<Series[]> =>
  sql.begin((tx) => admitLabelsIn(tx, column, wanted, bounds))

export type MetricRow = AutoMetric & { measureId: number; tableName: string }

async function insertNamed(sql: Queryable, wanted: MetricRow[]): Promise<string[]> {
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
    on conflict (name) do update set hidden = false, unit = excluded.unit
    where metrics.measure_id = excluded.measure_id and metrics.auto_generated
      and (metrics.hidden or metrics.unit <> excluded.unit)
    returning name`
  return rows.map((row) => row.name)
}

/**
 * Makes metrics that do not exist; answers those that were new.
 * Where `order-items` and `order_items` come to one name, the first has it and the other adds the number of its measure.
 */
export async function insertMetrics(sql: Queryable, wanted: MetricRow[]): Promise<string[]> {
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
export async function hideMetrics(sql: Queryable, measureIds: number[]) {
  await sql`update metrics set hidden = true where measure_id = any(${measureIds}) and not hidden`
}
