import 'server-only'
import type { Context } from '@/lib/context/context'
import { unknownSamples } from '@/lib/metrics/answer'
import { isTransition } from '@/lib/metrics/contract'
import { minuteMs } from '@/lib/metrics/fold'
import type { Interval } from '@/lib/metrics/grid'
import { readGrid } from '@/lib/metrics/service/reading'
import type { Samples } from '@/lib/metrics/service/samples'
import type { MeasuredMetric } from '@/lib/metrics/store/read'
import type { Line } from '../line'
import { aggregationOf, canAnswer, grows, isPercentile, natureOf, needOf } from '../nature'
import { readWindows } from '../read-windows'
import type { Ask, Reading } from '../scope'
import { refuseToCompute } from '../syntax'
import { cellGrid, layWindows } from '../windows'
import { type Found, type FoundSeries, findSeries } from './find-series'

const mostMetrics = 100
const mostSeries = 1000
/** Of all series of a selector together. */
const mostPoints = 500_000

function requireFew(series: readonly FoundSeries[], steps: number) {
  if (series.length > mostSeries) {
    throw refuseToCompute(
      `the selector matches ${series.length} series, more than ${mostSeries}; name more labels, or fewer of their values`,
    )
  }
  if (series.length * steps > mostPoints) {
    throw refuseToCompute(
      `query processing would load too many samples into memory in query execution: ${series.length} series at ${steps} steps are more than ${mostPoints} points; ask for a larger step or for fewer series`,
    )
  }
}

/** Says why a metric cannot be read in a way, and what can. */
function refuseReading({ name, aggregation }: MeasuredMetric, reading: Reading) {
  const nature = natureOf(aggregation)
  if (isPercentile(reading)) {
    const over = `quantile_over_time(0.${reading.slice(1)}, ${name}[1h:1m])`
    return refuseToCompute(`a percentile of the samples of ${name} is not kept; take it over a subquery, as in ${over}`)
  }
  if (nature === 'level') {
    const instead =
      reading === 'rate' || reading === 'increase' ? `delta(${name}[1h])` : `${reading}_over_time(${name}[1h:1m])`
    return refuseToCompute(
      `${reading} is not answered of ${name}, a level that stands until it changes; take ${instead}`,
    )
  }
  const what = `${reading} is not answered of ${name}, the ${aggregation} of its samples`
  return refuseToCompute(
    grows(reading)
      ? `${what}; take ${reading} of the metric of their sum, or compare as in ${name} - ${name} offset 1h`
      : `${what}; take it over a subquery, as in ${reading}_over_time(${name}[1h:5m])`,
  )
}

/** All the time that is asked about; an instant of a counter counts from the beginning. */
function spanOf({ aggregation }: MeasuredMetric, { ends, rangeMs, reading }: Ask): Interval {
  const total = natureOf(aggregation) === 'counter' && (reading === 'instant' || reading === 'timestamp')
  return { from: total ? 0 : ends[0]! - rangeMs - minuteMs, to: ends.at(-1)! }
}

/** Refuses what reaches back further than transitions are known; where none is in a range, none has been. */
function requireKnown({ name }: MeasuredMetric, cells: Samples[number], reading: Reading) {
  if ([...cells.values()].includes(unknownSamples)) {
    throw refuseToCompute(
      `${name} is told from how rows changed, which is not known from the beginning of this range on; ask for less time, as in increase(${name}[1h])`,
    )
  }
  if (grows(reading) && !cells.has(0)) cells.set(0, { ...unknownSamples, count: 0 })
}

async function readMetric(context: Context, series: FoundSeries[], { ends, rangeMs, reading }: Ask): Promise<Line[]> {
  const { metric } = series[0]!
  const { aggregation } = metric
  const nature = natureOf(aggregation)
  if (!canAnswer(metric, reading)) throw refuseReading(metric, reading)
  const windows = layWindows(ends, rangeMs, needOf(nature, reading, metric.kind))
  const groups = series.map(({ labels, members }) => ({ labels, members }))
  const question = { metric, aggregation: aggregationOf(aggregation, reading), grouped: true, groups }
  const samples = await readGrid(context, question, cellGrid(windows))
  if (isTransition(metric.kind)) for (const cells of samples) requireKnown(metric, cells, reading)
  return series.map(({ labels }, i) => ({
    labels,
    points: readWindows(samples[i]!, { aggregation, reading, windows }),
  }))
}

function byMetric(series: readonly FoundSeries[]): FoundSeries[][] {
  const groups = new Map<string, FoundSeries[]>()
  for (const one of series) groups.set(one.metric.name, [...(groups.get(one.metric.name) ?? []), one])
  return [...groups.values()]
}

/** Reads the metrics of one query: each selector's series once, and the same question once. */
export function metricReader(context: Context) {
  const found = new Map<string, Promise<Found>>()
  const answered = new Map<string, Promise<Line[]>>()
  const infos = new Set<string>()

  function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
    const before = known.get(key)
    if (before) return before
    const made = make()
    known.set(key, made)
    return made
  }

  async function answer(ask: Ask): Promise<Line[]> {
    const { matchers, ends } = ask
    const key = JSON.stringify([matchers, ends[0], ends.at(-1), ask.rangeMs, ask.reading === 'instant'])
    const { series, infos: more } = await once(found, key, () =>
      findSeries(context, matchers, (metric) => spanOf(metric, ask), mostMetrics),
    )
    for (const info of more) infos.add(info)
    requireFew(series, ends.length)
    const lines = await Promise.all(byMetric(series).map((own) => readMetric(context, own, ask)))
    return lines.flat()
  }

  const read = (ask: Ask) => {
    const { matchers, ends, rangeMs, reading } = ask
    const key = JSON.stringify([matchers, rangeMs, reading, ends[0], ends.at(-1), ends.length])
    return once(answered, key, () => answer(ask))
  }
  return { read, infos }
}
