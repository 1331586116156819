import { tzOffset } from '@date-fns/tz/tzOffset'
import { parseDuration } from '@/lib/config/duration'
import type { DataPoint, MetricRange, MetricValue } from '@/lib/metrics/contract'
import type { Rise } from './looks-contract'
import type { Span } from './question'

export type Row = { label: string; value: number }

const additive = new Set(['sum', 'count', 'rate'])
const rest = '__other__'

/** The largest `most` categories, and all others under `__other__` where adding up makes sense. */
export function topRows({ series, aggregation }: MetricValue, group: string | undefined, most: number): Row[] {
  const rows = series
    .flatMap(({ metric, labels, value }) =>
      value === null ? [] : [{ label: seriesName(metric, labels, group), value }],
    )
    .sort((a, b) => b.value - a.value || a.label.localeCompare(b.label))
  if (!additive.has(aggregation)) return rows.slice(0, most)
  const named = rows.filter((row) => row.label !== rest)
  const kept = rows.length <= most ? named : named.slice(0, most)
  const others = rows.filter((row) => !kept.includes(row))
  if (others.length === 0) return kept
  return [...kept, { label: rest, value: others.reduce((sum, row) => sum + row.value, 0) }]
}

/** The points of the first series whose step was over at `end`: a sparkline would show the rest as a fall. */
export function finishedPoints({ series, step }: MetricRange, end: number): DataPoint[] {
  const stepMs = parseDuration(step) ?? 0
  return (series[0]?.data_points ?? []).filter(({ timestamp }) => Date.parse(timestamp) + stepMs <= end)
}

export type Trend = { change: number; direction: 'up' | 'down' | 'same' }

/** The relative change against the period before; null where there is nothing to compare with. */
export function trendOf(now: number | null, before: number | null): Trend | null {
  if (now === null || before === null || before === 0) return null
  const change = (now - before) / Math.abs(before)
  return { change, direction: Math.abs(change) < 0.0005 ? 'same' : change > 0 ? 'up' : 'down' }
}

/** Whether a trend is good news, where `rise` says what a rise is. */
export function judge(trend: Trend | null, rise: Rise = 'neutral'): Rise {
  if (!trend || trend.direction === 'same' || rise === 'neutral') return 'neutral'
  return (trend.direction === 'up') === (rise === 'good') ? 'good' : 'bad'
}

/** The name of one line: its label values, else the metric. */
export function seriesName(metric: string, labels: Record<string, string>, group: string | undefined): string {
  const names = (group ?? '').split(',').flatMap((label) => (labels[label] === undefined ? [] : [labels[label]]))
  return names.join(' · ') || metric
}

/** Weekday (from Monday, 0) and hour of the clock in `timeZone`. */
function weekHour(timestamp: string, timeZone: string): { day: number; hour: number } {
  const at = new Date(timestamp)
  const wall = new Date(at.getTime() + tzOffset(timeZone, at) * 60_000)
  return { day: (wall.getUTCDay() + 6) % 7, hour: wall.getUTCHours() }
}

/** The newest finished step with a value that began in this hour of the week; null where there is none. */
export function latestOfWeekHour(
  { series, step }: MetricRange,
  timeZone: string,
  day: number,
  hour: number,
): Span | null {
  const latest = (series[0]?.data_points ?? []).findLast(({ timestamp, value, partial }) => {
    if (value === null || partial) return false
    const own = weekHour(timestamp, timeZone)
    return own.day === day && own.hour === hour
  })
  if (!latest) return null
  const from = Date.parse(latest.timestamp)
  return { from, to: from + (parseDuration(step) ?? 3_600_000) }
}

/** Mean by weekday (Monday first) and hour of the clock in `timeZone`; null where nothing fell. Unfinished hours say nothing. */
export function byWeekHour({ series }: MetricRange, timeZone: string): (number | null)[][] {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => ({ sum: 0, count: 0 })))
  for (const { timestamp, value, partial } of series[0]?.data_points ?? []) {
    if (value === null || partial) continue
    const { day, hour } = weekHour(timestamp, timeZone)
    const cell = cells[day]?.[hour]
    if (!cell) continue
    cell.sum += value
    cell.count += 1
  }
  return cells.map((day) => day.map(({ sum, count }) => (count > 0 ? sum / count : null)))
}

export type Answer = MetricRange | MetricValue
/**
 * The answers to a widget's questions in their order, the interval they are of, and when they were asked (`at`). Of several
 * queries those that failed have none; `failed` says why.
 */
export type Answered = Span & { at: number; answers: (Answer | undefined)[]; failed?: string }

export const asValue = (answer: Answer | undefined) => (answer && 'value' in answer ? answer : undefined)
export const asRange = (answer: Answer | undefined) => (answer && 'step' in answer ? answer : undefined)
