import 'server-only'
import type { Sql } from '@/lib/db/client'
import { ownLabel } from '../auto'
import type { MeasureKind } from '../contract'
import { maxCategories, otherCategory } from '../discover'
import { noOverrides, type Override, type Overrides } from '../override'
import {
  admitColumns,
  admitLabels,
  countSeries,
  ensureMeasures,
  ensureSeries,
  ensureTables,
  listColumns,
  listLabels,
  type MeasureIdentity,
  type Series,
  type SourceTable,
  type TableIdentity,
} from '../store/catalog'
import { Columns } from './columns'
import { FollowedLevels } from './followed'

const tableKey = (table: TableIdentity) => [table.source, table.database, table.schema, table.table].join('\0')
const sameTable = (a: TableIdentity, b: TableIdentity) =>
  a.table === b.table && a.schema === b.schema && a.database === b.database && a.source === b.source
const measureKey = (measure: MeasureIdentity) => [measure.tableName, measure.kind, measure.field].join('\0')
const seriesKey = (one: { measureId: number; tableId: number; label: string }) =>
  `${one.measureId}\0${one.tableId}\0${one.label}`

/** The labels of a series; `label` is the value of its measure's own. */
export function seriesLabels(
  { table, schema }: Pick<SourceTable, 'table' | 'schema'>,
  kind: MeasureKind,
  field: string,
  label: string,
) {
  const name = ownLabel(kind, field)
  return { table, schema, ...(name ? { [name]: label } : {}) }
}

/** A series to be found or made: `label` is the value of its measure's own label, or empty. */
export type SeriesWanted = { table: SourceTable; kind: MeasureKind; field: string; label: string }

/** Bounds over all processes: tables with metrics of their own, columns of a table that are looked at, series. */
export type CatalogBounds = { maxTables: number; maxColumns: number; maxSeries: number }

const recountMs = 60_000

/** What this process knows of tables, columns and series, so that a group of events costs no look-ups. */
export class Catalog {
  #tables = new Map<string, SourceTable>()
  readonly columns = new Columns()
  readonly levels: FollowedLevels
  #labels = new Map<string, Set<string>>()
  #measures = new Map<string, number>()
  #series = new Map<string, number>()

  #seriesCount = 0
  #seriesCountedAt = Number.NEGATIVE_INFINITY

  constructor(
    readonly sql: Sql,
    private readonly bounds: CatalogBounds,
    private readonly overrides: Overrides = noOverrides,
  ) {
    this.levels = new FollowedLevels(sql)
  }

  /** What a person says of a column: in the configuration, or else by hand. */
  override(table: SourceTable, column: string): Override {
    const set = this.overrides(table.schema, table.table, column)
    const kept = this.columns.find(table.id, column)
    return { role: set.role ?? kept?.roleSet ?? null, unit: set.unit ?? kept?.unitSet ?? null }
  }

  /** The table under which events are counted whose own table is past the bound. */
  async measuredAs(table: SourceTable): Promise<SourceTable> {
    if (table.measured) return table
    const [other] = await this.tables([{ source: '', database: '', schema: '', table: otherCategory }])
    return other!
  }

  /** Looks at new columns of a table as long as there is room for them, and learns of those that others admitted. */
  async admitColumns(tableId: number, names: string[]) {
    const { maxColumns } = this.bounds
    if (this.columns.count(tableId) >= maxColumns || (await this.seriesRoom()) === 0) return
    for (const column of await admitColumns(this.sql, tableId, names, maxColumns)) {
      if (!this.columns.find(tableId, column.name)) this.columns.keep(column)
    }
  }

  /** How many more series there may be. */
  async seriesRoom(): Promise<number> {
    if (performance.now() - this.#seriesCountedAt > recountMs) {
      this.#seriesCount = await countSeries(this.sql)
      this.#seriesCountedAt = performance.now()
    }
    return Math.max(0, this.bounds.maxSeries - this.#seriesCount)
  }

  /** The source tables of `identities`, in the same order; those never seen are made. */
  async tables(identities: TableIdentity[]): Promise<SourceTable[]> {
    const missing = new Map<string, TableIdentity>()
    let last = identities[0]
    for (const [place, one] of identities.entries()) {
      if (place > 0 && last && sameTable(one, last)) continue
      last = one
      if (!this.#tables.has(tableKey(one))) missing.set(tableKey(one), one)
    }
    if (missing.size > 0) {
      const made = await ensureTables(this.sql, [...missing.values()], this.bounds.maxTables)
      await this.#load(made.map((table) => table.id))
      for (const table of made) this.#tables.set(tableKey(table), table)
    }
    let found: SourceTable | undefined
    return identities.map((one) => {
      if (!found || !sameTable(one, found)) found = this.#tables.get(tableKey(one))!
      return found
    })
  }

  async #load(tableIds: number[]) {
    await this.levels.load(tableIds)
    const [columns, labels] = await Promise.all([listColumns(this.sql, tableIds), listLabels(this.sql, tableIds)])
    for (const column of columns) this.columns.keep(column)
    for (const { tableId, field, label } of labels) this.#labelSet(tableId, field).add(label)
  }

  /** Table names whose own metrics exist, as far as this process knows. */
  readonly named = new Set<string>()
  /** And those whose levels' metrics exist. */
  readonly levelled = new Set<string>()

  #shown = new Map<string, Set<MeasureKind>>()

  /** The kinds of metrics of a column that this process has brought in sight, also for groups that were not stored then. */
  shown(tableId: number, column: string): Set<MeasureKind> {
    const key = `${tableId}\0${column}`
    const kinds = this.#shown.get(key) ?? new Set<MeasureKind>()
    this.#shown.set(key, kinds)
    return kinds
  }

  /** The categories of a column that are kept apart, as far as this process knows. */
  labels(tableId: number, field: string): ReadonlySet<string> {
    return this.#labelSet(tableId, field)
  }

  #labelSet(tableId: number, field: string): Set<string> {
    const key = `${tableId}\0${field}`
    const labels = this.#labels.get(key) ?? new Set<string>()
    this.#labels.set(key, labels)
    return labels
  }

  /** Keeps categories of `wanted` apart as long as there is room for them, and learns of those that others admitted. */
  async admitLabels(table: SourceTable, field: string, wanted: string[]) {
    const [measureId] = await this.measureIds([{ tableName: table.table, kind: 'category', field }])
    const labelsOf = (label: string) => seriesLabels(table, 'category', field, label)
    const column = { measureId: measureId!, tableId: table.id, labelsOf }
    const bounds = { most: maxCategories, room: await this.seriesRoom() }
    for (const one of await admitLabels(this.sql, column, wanted, bounds)) this.#keepSeries(one, field)
  }

  #keepSeries(one: Series, field: string) {
    const key = seriesKey({ ...one, label: one.labelKey })
    if (!this.#series.has(key)) this.#seriesCount += 1
    this.#series.set(key, one.id)
    this.#labelSet(one.tableId, field).add(one.labelKey)
  }

  async measureIds(measures: MeasureIdentity[]): Promise<number[]> {
    const missing = new Map(
      measures.map((one) => [measureKey(one), one] as const).filter(([key]) => !this.#measures.has(key)),
    )
    if (missing.size > 0) {
      for (const made of await ensureMeasures(this.sql, [...missing.values()]))
        this.#measures.set(measureKey(made), made.id)
    }
    return measures.map((one) => this.#measures.get(measureKey(one))!)
  }

  /** The ids of series, in the order asked for; those never seen are made. */
  async seriesIds(wanted: SeriesWanted[]): Promise<number[]> {
    const measureIds = await this.measureIds(
      wanted.map(({ table, kind, field }) => ({ tableName: table.table, kind, field })),
    )
    const keyed = wanted.map((one, index) => ({ ...one, measureId: measureIds[index]!, tableId: one.table.id }))
    const missing = new Map(
      keyed.map((one) => [seriesKey(one), one] as const).filter(([key]) => !this.#series.has(key)),
    )
    if (missing.size > 0) {
      const made = await ensureSeries(
        this.sql,
        [...missing.values()].map(({ measureId, tableId, table, kind, field, label }) => ({
          measureId,
          tableId,
          labelKey: label,
          labels: seriesLabels(table, kind, field, label),
        })),
      )
      for (const one of made) this.#series.set(seriesKey({ ...one, label: one.labelKey }), one.id)
    }
    return keyed.map((one) => this.#series.get(seriesKey(one))!)
  }
}
