import type { ChartData } from './chart-frame'
import { formatValue } from './format'
import { formatBucket } from './format-time'
import { displayName } from './palette'
import type { PreparedLines } from './prepare-lines'

const most = 60

/** The newest rows of a time chart in words and figures. */
export function linesTable(prepared: PreparedLines, stepMs: number, timeZone: string, unit?: string): ChartData {
  const columns = ['Time', ...prepared.series.map(({ name }) => displayName(name))]
  const rows = prepared.rows
    .slice(-most)
    .map((row) => [
      formatBucket(row.at, stepMs, timeZone),
      ...prepared.series.map(({ index, unit: own = unit }) => formatValue(row[`v${index}`] ?? row[`p${index}`], own)),
    ])
  return { columns, rows, total: prepared.rows.length }
}
