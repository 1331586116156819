import { ownLabel } from '@/lib/metrics/auto'
import type { MeasureKind, MetricSelector } from '@/lib/metrics/contract'
import type { Aggregation } from '@/lib/metrics/question-words'
import type { CellId } from './cells'
import type { Nature } from './grid'
import { type Bounds, boundsOf } from './shares'

/** One metric beside one of the series that it may read. */
export type MetricSeries = {
  metricName: string
  tableName: string
  aggregation: Aggregation
  selector: MetricSelector | null
  kind: MeasureKind
  field: string
  seriesId: CellId
  tableId: number
  labelKey: string
  labels: Record<string, string>
  unit?: string
}

/** All events of a table come first, then events of one type, then what these carry, and at last how rules were met. */
export type Rank = 0 | 1 | 2 | 3

/** What is judged as one line: a metric, or one category of it, over all source tables of that name. */
export type Target = {
  seriesKey: string
  rank: Rank
  metricName: string
  tableName: string
  label: string | null
  labels: Record<string, string>
  nature: Nature
  bounds?: Bounds
  /** The rule of quality whose pass rate it is. */
  ruleId?: string
  seriesIds: CellId[]
  tableIds: number[]
}

/** Whether a metric reads the series with this value of its measure's own label. */
export function selects(selector: MetricSelector | null, labelKey: string): boolean {
  return !selector || selector.values.includes(labelKey) !== (selector.negate ?? false)
}

function rankOf({ kind, selector }: MetricSeries): Rank {
  if (kind === 'check') return 3
  return kind !== 'events' ? 2 : selector?.negate ? 0 : 1
}

const none = () => null
const flows: Record<MeasureKind, (row: MetricSeries) => Nature | null> = {
  rows: none,
  total: none,
  current: none,
  transition: none,
  dwell: none,
  events: ({ selector, aggregation }) => (selector && aggregation === 'sum' ? 'count' : null),
  distinct: () => null,
  category: ({ aggregation }) => (aggregation === 'sum' ? 'count' : null),
  value: ({ aggregation }) => (aggregation === 'sum' ? 'sum' : aggregation === 'avg' ? 'average' : null),
  lag: () => null,
  freshness: () => null,
  check: () => 'share',
  tally: none,
  score: none,
}

/** The lines to judge among all metrics: events and inserts, sums and averages of fields, each category, and the pass rate of each rule. */
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
    const ofRule = row.kind === 'check' ? ({ bounds: 100, ruleId: row.field } as const) : {}
    const target = {
      seriesKey,
      rank: rankOf(row),
      metricName,
      tableName,
      label,
      labels: Object.fromEntries(labels),
      nature,
    }
    const bounds = boundsOf(row.unit ?? '')
    targets.set(seriesKey, {
      ...target,
      ...(bounds && { bounds }),
      ...ofRule,
      seriesIds: [seriesId],
      tableIds: [tableId],
    })
  }
  return [...targets.values()]
}

const alike = 0.02

/**
 * Without the lines that only repeat an earlier one of their table, by their samples per hour: a table that is only inserted
 * into has as many inserts as events, and as many orders begin pending as are inserted.
 */
export function withoutRepeats(targets: Target[], hoursOf: (target: Target) => Float64Array): Target[] {
  const kept: { target: Target; hours: Float64Array; total: number }[] = []
  return targets.filter((target) => {
    if (target.nature !== 'count') return true
    const hours = hoursOf(target)
    const total = hours.reduce((sum, count) => sum + count, 0)
    const repeats = kept.some((one) => {
      if (one.target.tableName !== target.tableName || Math.abs(one.total - total) > alike * one.total) return false
      return hours.reduce((sum, count, at) => sum + Math.abs(count - one.hours[at]!), 0) <= alike * one.total
    })
    if (!repeats) kept.push({ target, hours, total })
    return !repeats
  })
}
