import 'server-only'
import { nearestFew } from '@/lib/config/nearest'
import type { Context } from '@/lib/context/context'
import type { Interval } from '@/lib/metrics/grid'
import { nameNearest } from '@/lib/metrics/service/find'
import { listSeriesOf } from '@/lib/metrics/service/metric-series'
import { type FormulaMetric, findMetrics, type MeasuredMetric, type SeriesRecord } from '@/lib/metrics/store/read'
import { byLabels, dropLabels, keyOf, type Labels, metricName } from '../labels'
import { compileMatchers } from '../matchers'
import { listMeasuredMetrics } from '../store'
import { type Matcher, refuseToCompute } from '../syntax'

/** The samples of one metric under one set of labels: of several source tables, where they have the same name. */
export type FoundSeries = { metric: MeasuredMetric; labels: Labels; members: SeriesRecord[] }
export type Found = { series: FoundSeries[]; infos: string[] }

/** The labels of a series as a metric shows them: not that by which it takes its own part of the samples. */
function labelsShown({ name, selector }: MeasuredMetric, { labels }: SeriesRecord): Labels {
  const shown = selector ? dropLabels(labels, [selector.label]) : labels
  const filled = Object.entries(shown).filter(([, value]) => value !== '')
  const own = filled.map(([label, value]) => [label === metricName ? `${label}_value` : label, value])
  return { ...Object.fromEntries(own), [metricName]: name }
}

async function namesWanted({ db }: Context, matchers: readonly Matcher[]): Promise<string[]> {
  const equal = matchers.find(({ name, op }) => name === metricName && op === '=')?.value
  if (equal !== undefined) {
    const others = matchers.filter(({ name }) => name === metricName)
    return compileMatchers(others)({ [metricName]: equal }) ? [equal] : []
  }
  const matches = compileMatchers(matchers.filter(({ name }) => name === metricName || name === 'table'))
  const all = await listMeasuredMetrics(db.$client)
  return all.filter(({ name, table }) => matches({ [metricName]: name, table })).map(({ name }) => name)
}

async function explainMissing(context: Context, matchers: readonly Matcher[], name: string): Promise<string> {
  const written = matchers.some(({ name: label }) => label !== metricName) ? `${name}{…}` : name
  return `there is no metric ${written}${await nameNearest(context, name)}`
}

/** PromQL reads samples over ranges of its own, and the value of a formula over a range is not made of such over parts of it. */
const whyUnread = ({ name, expr }: FormulaMetric) =>
  `${name} is a metric by formula: it has no samples of its own, which is what PromQL reads; write its formula in PromQL over the metrics that it names, or ask for it at /api/v1/datawatch/metrics/${name}/range: ${expr}`

/**
 * The series that fulfil all conditions, in the order of their labels, where they are kept nowhere those of an interval; `infos`
 * say what was asked for and does not exist.
 * Throws `invalid_input` for a metric by formula, and for more metrics than `most`.
 */
export async function findSeries(
  context: Context,
  matchers: readonly Matcher[],
  intervalOf: (metric: MeasuredMetric) => Interval,
  most: number,
): Promise<Found> {
  const { db } = context
  const names = await namesWanted(context, matchers)
  if (names.length > most) {
    throw refuseToCompute(`the selector matches ${names.length} metrics, more than ${most}; name fewer of them`)
  }
  const metrics = await findMetrics(db.$planned, names)
  const measured: MeasuredMetric[] = []
  for (const metric of metrics) {
    if (metric.expr === null) measured.push(metric)
    else throw refuseToCompute(whyUnread(metric))
  }
  const [name] = names
  const missing = metrics.length === 0 && names.length === 1 && name !== undefined
  const infos = missing ? [await explainMissing(context, matchers, name)] : []
  const matches = compileMatchers(matchers)
  const found = new Map<string, FoundSeries>()
  for (const { metric, series } of await listSeriesOf(context, measured, intervalOf)) {
    for (const one of series) {
      const labels = labelsShown(metric, one)
      if (!matches(labels)) continue
      const key = keyOf(labels)
      const before = found.get(key)
      if (before) before.members.push(one)
      else found.set(key, { metric, labels, members: [one] })
    }
    infos.push(...explainLabels(metric, series, matchers))
  }
  return { series: [...found.values()].sort(byLabels), infos }
}

/** Which labels were asked for that no series of a metric has, where it is named. */
function explainLabels(
  metric: MeasuredMetric,
  series: readonly SeriesRecord[],
  matchers: readonly Matcher[],
): string[] {
  if (series.length === 0 || !matchers.some(({ name, op }) => name === metricName && op === '=')) return []
  const known = [...new Set(series.flatMap((one) => Object.keys(labelsShown(metric, one))))].filter(
    (label) => label !== metricName,
  )
  const unknown = matchers.filter(
    ({ name, op, value }) => op === '=' && value !== '' && name !== metricName && !known.includes(name),
  )
  return unknown.map(({ name }) => {
    const [near] = nearestFew(name, known, 1)
    const hint = near === undefined ? '' : `; did you mean ${near}?`
    return `${metric.name} has no label ${name}; it has ${known.sort().join(', ')}${hint}`
  })
}
