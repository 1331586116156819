import { ownLabel } from '@/lib/metrics/auto'
import type { Aggregation, MeasureKind, MetricSelector } from '@/lib/metrics/contract'
import type { Nature } from './grid'

/** One metric beside one of the series that it may read. */
export type MetricSeries = {
  metricName: string
  tableName: string
  aggregation: Aggregation
  selector: MetricSelector | null
  kind: MeasureKind
  field: string
  seriesId: number
  tableId: number
  labelKey: string
  labels: Record<string, string>
}

/** What is judged as one line: a metric, or one category of it, over all source tables of that name. */
export type Target = {
  seriesKey: string
  metricName: string
  tableName: string
  label: string | null
  labels: Record<string, string>
  nature: Nature
  seriesIds: number[]
  tableIds: number[]
}

/** Whether a metric reads the series with this value of its measure's own label. */
export function selects(selector: MetricSelector | null, labelKey: string): boolean {
  return !selector || selector.values.includes(labelKey) !== (selector.negate ?? false)
}

const flows: Record<MeasureKind, (row: MetricSeries) => Nature | null> = {
  events: ({ selector, aggregation }) => (selector && aggregation === 'sum' ? 'count' : null),
  category: ({ aggregation }) => (aggregation === 'sum' ? 'count' : null),
  value: ({ aggregation }) => (aggregation === 'sum' ? 'sum' : aggregation === 'avg' ? 'average' : null),
}

/** The lines to judge among all metrics: events and inserts, sums and averages of fields, and each category. */
export function pickTargets(rows: MetricSeries[]): Target[] {
  const targets = new Map<string, Target>()
  for (const row of rows) {
    const nature = flows[row.kind](row)
    if (!nature || !selects(row.selector, row.labelKey)) continue
    const own = ownLabel(row.kind, row.field)
    const label = row.kind === 'category' ? row.labelKey : null
    const seriesKey = label === null ? row.metricName : `${row.metricName}{${own}=${label}}`
    const labels = Object.entries(row.labels).filter(([name]) => name !== own || label !== null)
    const known = targets.get(seriesKey)
    if (known) {
      known.seriesIds.push(row.seriesId)
      known.tableIds.push(row.tableId)
      known.labels = Object.fromEntries(labels.filter(([name, value]) => known.labels[name] === value))
      continue
    }
    const { metricName, tableName, seriesId, tableId } = row
    const target = { seriesKey, metricName, tableName, label, labels: Object.fromEntries(labels), nature }
    targets.set(seriesKey, { ...target, seriesIds: [seriesId], tableIds: [tableId] })
  }
  return [...targets.values()]
}

const nearlyAll = 0.98

/** Without the lines that only repeat another: a table that is only inserted into has as many inserts as events. */
export function withoutRepeats(targets: Target[], totalOf: (target: Target) => number): Target[] {
  const largest = new Map<string, { key: string; total: number }>()
  const counts = targets.filter((target) => target.nature === 'count')
  for (const target of counts) {
    const total = totalOf(target)
    if (total > (largest.get(target.tableName)?.total ?? 0))
      largest.set(target.tableName, { key: target.seriesKey, total })
  }
  return targets.filter((target) => {
    const first = largest.get(target.tableName)
    if (target.nature !== 'count' || !first || first.key === target.seriesKey) return true
    return totalOf(target) < nearlyAll * first.total
  })
}
