import { columnMetrics, levelMetrics, rowsMetric, tableMetrics } from './auto'
import type { ColumnRole } from './contract'
import { judgeColumn, observe } from './observe'

type Row = Record<string, unknown>

/** What a table's columns are by these rows alone, as if they were the first of it, where `set` says nothing else. */
export function previewColumns(
  rows: Iterable<Row>,
  set: (column: string) => ColumnRole | null,
): { name: string; role: ColumnRole }[] {
  return [...observe(rows)].map(([name, seen]) => ({ name, role: set(name) ?? judgeColumn(name, undefined, seen) }))
}

/** The names of the metrics that a table with these columns has; `keyed` where its events tell rows apart, so that it has levels. */
export function previewMetrics(
  table: string,
  columns: readonly { name: string; role: ColumnRole }[],
  keyed: boolean,
): string[] {
  const levels = keyed
    ? [rowsMetric(table), ...columns.flatMap(({ name, role }) => levelMetrics(table, name, role))]
    : []
  const flows = columns.flatMap(({ name, role }) => columnMetrics(table, name, role))
  const made = [...tableMetrics(table), ...flows, ...levels]
  return [...new Set(made.map(({ name }) => name))]
}
