import type { MetricRange, MetricValue } from '@/lib/metrics/contract'

export type Row = { label: string; value: number }

const additive = new Set(['sum', 'count', 'rate'])

/** The largest `most` categories, and the rest under one name where adding up makes sense. */
export function topRows({ series, aggregation }: MetricValue, group: string | undefined, most: number): Row[] {
  const labels = (group ?? '').split(',').filter(Boolean)
  const rows = series
    .flatMap((item) => {
      const names = labels.length > 0 ? labels.map((label) => item.labels[label] ?? '–') : [item.metric]
      return item.value === null ? [] : [{ label: names.join(' · '), value: item.value }]
    })
    .sort((a, b) => b.value - a.value || a.label.localeCompare(b.label))
  if (rows.length <= most) return rows
  const rest = rows.slice(most)
  if (!additive.has(aggregation)) return rows.slice(0, most)
  return [...rows.slice(0, most), { label: 'Other', value: rest.reduce((sum, row) => sum + row.value, 0) }]
}

export type Trend = { change: number; direction: 'up' | 'down' | 'same' }

/** The relative change against the period before; null where there is nothing to compare with. */
export function trendOf(now: number | null, before: number | null): Trend | null {
  if (now === null || before === null || before === 0) return null
  const change = (now - before) / Math.abs(before)
  return { change, direction: Math.abs(change) < 0.0005 ? 'same' : change > 0 ? 'up' : 'down' }
}

/** The name of one line: its label values, else the metric. */
export function seriesName(metric: string, labels: Record<string, string>, group: string | undefined): string {
  const names = (group ?? '').split(',').flatMap((label) => (labels[label] === undefined ? [] : [labels[label]]))
  return names.join(' · ') || metric
}

/** Mean by weekday (Monday first) and hour of the viewer's clock; null where nothing fell. */
export function byWeekHour({ series }: MetricRange): (number | null)[][] {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ sum: 0, count: 0 })))
  for (const { timestamp, value } of series[0]?.data_points ?? []) {
    if (value === null) continue
    const at = new Date(timestamp)
    const cell = cells[(at.getDay() + 6) % 7]?.[at.getHours()]
    if (!cell) continue
    cell.sum += value
    cell.count += 1
  }
  return cells.map((day) => day.map(({ sum, count }) => (count > 0 ? sum / count : null)))
}
