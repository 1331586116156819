import { formatChange, formatCompact, formatValue } from '@/components/charts/format'
import { formatMoment, formatSpan } from '@/components/charts/format-time'
import type { Anomaly } from '@/lib/anomalies/contract'

/** `412 instead of 80 (+415%)`; only the value where nothing was expected. */
export function deviationOf({ value, expected }: Pick<Anomaly, 'value' | 'expected'>): string {
  const now = formatCompact(value)
  if (expected.value === null) return now
  const ratio = value === null ? 0 : value / expected.value
  const change =
    ratio >= 10 && Number.isFinite(ratio)
      ? `${formatCompact(Math.round(ratio))} times`
      : formatChange(value, expected.value)
  return `${now} instead of ${formatCompact(expected.value)}${change ? ` (${change})` : ''}`
}

/** `60 to 100`, open at a side that has no limit. */
export function expectedRange({ min, max }: Anomaly['expected']): string {
  if (min === null && max === null) return 'unknown'
  if (min === null) return `at most ${formatValue(max)}`
  if (max === null) return `at least ${formatValue(min)}`
  return `${formatValue(min)} to ${formatValue(max)}`
}

const period = /between (\d\d:\d\d) and (\d\d:\d\d) UTC on (\d{4}-\d\d-\d\d)/

/** What is said of an anomaly, with its time on the clock of `timeZone` and not in UTC. */
export function descriptionIn({ description }: Pick<Anomaly, 'description'>, timeZone: string): string {
  return description.replace(period, (_, from: string, to: string, day: string) => {
    const start = Date.parse(`${day}T${from}:00Z`)
    const end = Date.parse(`${day}T${to}:00Z`) + (to <= from ? 86_400_000 : 0)
    const [begin, close] = [formatMoment(start, timeZone), formatMoment(end, timeZone)]
    const [date] = begin.split(', ')
    return close.startsWith(`${date},`)
      ? `between ${begin.split(', ')[1]} and ${close.split(', ')[1]} on ${date}`
      : `between ${begin} and ${close}`
  })
}

/** How long it lasted, or has lasted until `now`. */
export function lengthOf({ started_at, ended_at }: Pick<Anomaly, 'started_at' | 'ended_at'>, now: number): string {
  const end = ended_at ? Date.parse(ended_at) : Math.floor(now / 60_000) * 60_000
  const span = formatSpan(end - Date.parse(started_at))
  return ended_at ? span : `${span}, still going on`
}

/** The metric and the labels that it was seen under, such as `orders_by_status · status=failed`. */
export function subjectOf({ metric_name, labels }: Pick<Anomaly, 'metric_name' | 'labels'>): string {
  const own = Object.entries(labels).filter(([name]) => name !== 'table' && name !== 'schema')
  return [metric_name, ...own.map(([name, value]) => `${name}=${value}`)].join(' · ')
}

/** `1 anomaly`, `37 anomalies`. */
export const countOf = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'anomaly' : 'anomalies'}`
