import 'server-only'
import { figures } from '@/lib/runtime/figures'
import { maxCategories, otherCategory } from '../discover'
import type { Fold, SeriesFold } from '../fold'
import type { SourceTable } from '../store/catalog'
import type { ColumnState } from '../store/write'
import type { Catalog } from './catalog'

/** Tables of a group with what it saw of their columns. */
export type Tables = Map<SourceTable, Map<string, ColumnState>>

/** Keeps the number of categories of a column bounded over all processes: those beyond the bound are counted together. */
export async function boundCategories(catalog: Catalog, fold: Fold, tables: Tables) {
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
    if (catalog.labels(tableId, field).size < maxCategories && !catalog.labels(tableId, field).has(otherCategory)) {
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
