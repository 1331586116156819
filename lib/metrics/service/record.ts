import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { PreparedEvent } from '@/lib/events/prepare'
import { figures } from '@/lib/runtime/figures'
import { columnMetrics, kindOf, tableMetrics } from '../auto'
import type { ColumnRole } from '../contract'
import { maxCategories, otherCategory } from '../discover'
import { Fold, minuteMs, type SeriesFold } from '../fold'
import { measure } from '../measure'
import { judgeColumn, observe } from '../observe'
import { writeMarks } from '../sketch/hyper-log-log'
import { packSketches } from '../sketch/pack'
import { writeBins } from '../sketch/quantile-sketch'
import { hideMetrics, insertMetrics, type SourceTable } from '../store/catalog'
import type { LoggedSketches } from '../store/sketch-log'
import type { ColumnState, SampleRow } from '../store/write'
import type { Catalog } from './catalog'

/** A new event of a table, with the columns it wrote (null: all of its after image). */
export type Change = { table: SourceTable; event: PreparedEvent; written: string[] | null }
type Options = { sql: Sql; catalog: Catalog; autoDiscover: boolean }
type Tables = Map<SourceTable, Map<string, ColumnState>>

/** Changes by the table that they are counted under. */
async function groupByTable(catalog: Catalog, changes: Change[]): Promise<Map<SourceTable, Change[]>> {
  const groups = new Map<SourceTable, Change[]>()
  for (const change of changes) {
    const table = change.table.measured ? change.table : await catalog.measuredAs(change.table)
    const group = groups.get(table)
    if (group) group.push(change)
    else groups.set(table, [change])
  }
  return groups
}

function* imagesOf(changes: Change[]) {
  for (const { event } of changes) if (event.after) yield event.after
}

/** What a group adds to what is known of a table's columns, each with the role that follows; those past the bound are left out. */
async function observeTable(
  catalog: Catalog,
  table: SourceTable,
  changes: Change[],
): Promise<Map<string, ColumnState>> {
  const columns = new Map<string, ColumnState>()
  const observed = observe(imagesOf(changes))
  const unknown = [...observed.keys()].filter((name) => !catalog.columns.find(table.id, name))
  if (unknown.length > 0) await catalog.admitColumns(table.id, unknown)
  for (const [name, seen] of observed) {
    const known = catalog.columns.find(table.id, name)
    if (!known) continue
    const labels = catalog.labels(table.id, name)
    const role = catalog.override(table, name).role ?? judgeColumn(name, { ...known, labels }, seen)
    columns.set(name, { ...known, role, counts: seen.counts, overflow: 0 })
  }
  return columns
}

/** Keeps the number of categories of a column bounded over all processes: those beyond the bound are counted together. */
async function boundCategories(catalog: Catalog, fold: Fold, tables: Tables) {
  const byId = new Map([...tables].map(([table, columns]) => [table.id, { table, columns }]))
  const unknown = fold.series.filter(
    ({ tableId, kind, field, label }) =>
      kind === 'category' && label !== otherCategory && !catalog.labels(tableId, field).has(label ?? ''),
  )
  const byColumn = new Map<string, SeriesFold[]>()
  for (const one of unknown) {
    const key = `${one.tableId}\0${one.field}`
    byColumn.set(key, [...(byColumn.get(key) ?? []), one])
  }
  for (const series of byColumn.values()) {
    const { tableId, field } = series[0]!
    const { table, columns } = byId.get(tableId)!
    if (catalog.labels(tableId, field).size < maxCategories) {
      await catalog.admitLabels(
        table,
        field,
        series.map(({ label }) => label ?? ''),
      )
    }
    const labels = catalog.labels(tableId, field)
    const column = columns.get(field)
    for (const one of series) {
      if (labels.has(one.label ?? '')) continue
      const count = fold.relabel(one, otherCategory)
      figures.otherLabels += count
      if (column) column.overflow += count
    }
  }
}

const sampleRows = (series: SeriesFold[], ids: number[]): SampleRow[] =>
  series.flatMap((one, index) =>
    [...one.minutes].map(([bucket, aggregate]) => ({ seriesId: ids[index]!, bucket, aggregate })),
  )

function sketchesOf({ kind, marks }: SeriesFold, seriesId: number): LoggedSketches[] {
  if (!marks || marks.size === 0) return []
  const buckets = [...marks.keys()].sort((a, b) => a - b)
  const write = kind === 'distinct' ? writeMarks : writeBins
  const pack = packSketches(buckets, minuteMs, (writer, bucket) => write(writer, marks.get(bucket)!))
  let count = 0
  for (const { length } of marks.values()) count += length
  return [{ seriesId, from: buckets[0]!, last: buckets.at(-1)!, count, pack }]
}

/**
 * Makes the metrics that the roles call for and hides those of columns that turned out to be something else. The first time
 * that this process sees a table it goes through all of its columns, for a unit may be another than it was.
 */
async function ensureMetrics({ sql, catalog }: Options, tables: Tables) {
  const wanted = [...tables].flatMap(([table, columns]) => {
    const known = (name: string): ColumnRole | undefined => catalog.columns.find(table.id, name)?.role
    const isNew = !catalog.named.has(table.table)
    const changed = [...columns.values()].filter((column) => isNew || known(column.name) !== column.role)
    const ofColumns = changed.flatMap(({ name, role }) =>
      columnMetrics(table.table, name, role, catalog.override(table, name).unit),
    )
    const metrics = [...(isNew ? tableMetrics(table.table) : []), ...ofColumns]
    return metrics.map((metric) => ({ ...metric, tableName: table.table }))
  })
  const gone = [...tables].flatMap(([table, columns]) =>
    [...columns.values()].flatMap((column) => {
      const before = catalog.columns.find(table.id, column.name)?.role
      const kind = before && kindOf(before)
      return kind && before !== column.role ? [{ tableName: table.table, kind, field: column.name }] : []
    }),
  )
  if (gone.length > 0) await hideMetrics(sql, await catalog.measureIds(gone))
  if (wanted.length === 0) return []
  const measureIds = await catalog.measureIds(wanted)
  const made = await insertMetrics(
    sql,
    wanted.map((metric, index) => ({ ...metric, measureId: measureIds[index]! })),
  )
  for (const table of tables.keys()) catalog.named.add(table.table)
  return made
}

/** Partial aggregates and sketches by the minute, what was seen of the columns, and the names of metrics that are new. */
export type Recorded = { samples: SampleRow[]; sketches: LoggedSketches[]; seen: ColumnState[]; discovered: string[] }

/** Folds what new events mean into partial aggregates. */
export async function recordSamples(options: Options, changes: Change[]): Promise<Recorded> {
  const { catalog, autoDiscover } = options
  const fold = new Fold()
  const tables: Tables = new Map()
  for (const [table, group] of await groupByTable(catalog, changes)) {
    const looked = autoDiscover && table.table !== otherCategory
    const columns = looked ? await observeTable(catalog, table, group) : new Map<string, ColumnState>()
    tables.set(table, columns)
    const roleOf = (name: string): ColumnRole => columns.get(name)?.role ?? 'text'
    for (const { event, written } of group) {
      for (const sample of measure({ type: event.type, after: event.after, written }, roleOf)) {
        fold.add(table.id, event.at, sample)
      }
    }
  }
  const discovered = await ensureMetrics(options, tables)
  await boundCategories(catalog, fold, tables)
  const byId = new Map([...tables.keys()].map((table) => [table.id, table]))
  const series = fold.series.filter(({ minutes, marks }) => minutes.size > 0 || marks)
  const ids = await catalog.seriesIds(
    series.map(({ tableId, kind, field, label }) => ({ table: byId.get(tableId)!, kind, field, label: label ?? '' })),
  )
  return {
    samples: sampleRows(series, ids),
    sketches: series.flatMap((one, index) => sketchesOf(one, ids[index]!)),
    seen: [...tables.values()].flatMap((group) => [...group.values()]),
    discovered,
  }
}
