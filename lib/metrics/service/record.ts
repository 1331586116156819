import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import type { PreparedEvent } from '@/lib/events/prepare'
import { columnMetrics, tableMetrics } from '../auto'
import type { ColumnRole } from '../contract'
import { countsCategories, maxCategories, otherCategory } from '../discover'
import { coarsen, dayMs, Fold, hourMs, type SeriesFold } from '../fold'
import { measure, type Sample } from '../measure'
import { judgeColumn, observe } from '../observe'
import {
  type ColumnState,
  hideMetrics,
  insertMetrics,
  type RollupRow,
  type SourceTable,
  upsertColumns,
  upsertRollups,
} from '../store/write'
import type { Catalog } from './catalog'

/** A new event of a table, with the columns it wrote (null: all of its after image). */
export type Change = { table: SourceTable; event: PreparedEvent; written: string[] | null }
type Options = { sql: Sql; catalog: Catalog; autoDiscover: boolean }

function groupByTable(changes: Change[]): Map<SourceTable, Change[]> {
  const groups = new Map<SourceTable, Change[]>()
  for (const change of changes) {
    const group = groups.get(change.table)
    if (group) group.push(change)
    else groups.set(change.table, [change])
  }
  return groups
}

function* imagesOf(changes: Change[]) {
  for (const { event } of changes) if (event.after) yield event.after
}

/** What a group adds to what is known of a table's columns, each with the role that follows. */
function observeTable(catalog: Catalog, table: SourceTable, changes: Change[]): Map<string, ColumnState> {
  const columns = new Map<string, ColumnState>()
  for (const [name, seen] of observe(imagesOf(changes))) {
    const known = catalog.column(table.id, name)
    const labels = catalog.labels(table.id, name)
    const role = judgeColumn(name, known && { ...known, labels }, seen)
    columns.set(name, { tableId: table.id, name, role, counts: seen.counts, overflow: 0 })
  }
  return columns
}

/** Keeps the number of categories of a column bounded: what comes after the bound is counted together. */
function bound(catalog: Catalog, column: ColumnState, sample: Sample): Sample {
  const labels = catalog.labels(column.tableId, column.name)
  if (sample.label === null || labels.has(sample.label)) return sample
  if (labels.size < maxCategories) {
    labels.add(sample.label)
    return sample
  }
  column.overflow += 1
  return { ...sample, label: otherCategory }
}

function rollupRows(series: SeriesFold[], ids: number[], widthMs: number | null): RollupRow[] {
  return series.flatMap((one, index) => {
    const buckets = widthMs === null ? one.minutes : coarsen(one.minutes, widthMs)
    return [...buckets].map(([bucket, aggregate]) => ({ seriesId: ids[index]!, bucket, aggregate }))
  })
}

/** Makes the metrics that the roles call for and hides those of columns that turned out to be something else. */
async function ensureMetrics({ sql, catalog }: Options, tables: Map<SourceTable, Map<string, ColumnState>>) {
  const wanted = [...tables].flatMap(([table, columns]) => {
    const known = (name: string): ColumnRole | undefined => catalog.column(table.id, name)?.role
    const changed = [...columns.values()].filter((column) => known(column.name) !== column.role)
    const first = catalog.named.has(table.table) ? [] : tableMetrics(table.table)
    const metrics = [...first, ...changed.flatMap((column) => columnMetrics(table.table, column.name, column.role))]
    return metrics.map((metric) => ({ ...metric, tableName: table.table }))
  })
  const gone = [...tables].flatMap(([table, columns]) =>
    [...columns.values()].flatMap((column) => {
      const before = catalog.column(table.id, column.name)?.role
      const kind = before === 'numeric' ? 'value' : before === 'categorical' ? 'category' : null
      return kind && before !== column.role ? [{ tableName: table.table, kind, field: column.name } as const] : []
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

/**
 * Folds new events into the rollups and the columns' counts, within the writer's transaction.
 * Answers the columns as they are now, to be kept after the commit, and the names of metrics that are new.
 */
export async function recordSamples(tx: Transaction, options: Options, changes: Change[]) {
  const { catalog, autoDiscover } = options
  const fold = new Fold()
  const tables = new Map<SourceTable, Map<string, ColumnState>>()
  for (const [table, group] of groupByTable(changes)) {
    const columns = autoDiscover ? observeTable(catalog, table, group) : new Map<string, ColumnState>()
    tables.set(table, columns)
    const roleOf = (name: string): ColumnRole => columns.get(name)?.role ?? 'text'
    for (const { event, written } of group) {
      for (const sample of measure({ type: event.type, after: event.after, written }, roleOf)) {
        const column = sample.kind === 'category' ? columns.get(sample.field) : undefined
        fold.add(table.id, event.at, column && countsCategories(column.role) ? bound(catalog, column, sample) : sample)
      }
    }
  }
  const discovered = await ensureMetrics(options, tables)
  const byId = new Map([...tables.keys()].map((table) => [table.id, table]))
  const { series } = fold
  const ids = await catalog.seriesIds(
    series.map(({ tableId, kind, field, label }) => ({ table: byId.get(tableId)!, kind, field, label: label ?? '' })),
  )
  const columns = [...tables.values()].flatMap((group) => [...group.values()])
  const [totals] = await Promise.all([
    columns.length > 0 ? upsertColumns(tx, columns) : [],
    upsertRollups(tx, 'rollups_1m', rollupRows(series, ids, null)),
    upsertRollups(tx, 'rollups_1h', rollupRows(series, ids, hourMs)),
    upsertRollups(tx, 'rollups_1d', rollupRows(series, ids, dayMs)),
  ])
  return { columns: totals, discovered }
}
