import type { MeasureKind } from '@/lib/metrics/contract'
import { type Aggregation, aggregations } from '@/lib/metrics/question-words'
import type { Reading } from './scope'
import type { Need } from './windows'

/**
 * What a metric is to PromQL. `counter`: the total of its samples so far; `level`: how things stand, until they change;
 * `window`: its aggregation over the last minutes; `sketch`: the same, where single aggregates do not answer it.
 */
export const natures = ['counter', 'level', 'window', 'sketch'] as const
export type Nature = (typeof natures)[number]

const ofAggregates: readonly string[] = ['avg', 'min', 'max', 'rate']

export function natureOf(aggregation: Aggregation): Nature {
  if (aggregation === 'sum' || aggregation === 'count') return 'counter'
  if (aggregation === 'last') return 'level'
  return ofAggregates.includes(aggregation) ? 'window' : 'sketch'
}

const ofSamples: readonly Reading[] = ['instant', 'timestamp', 'sum', 'avg', 'min', 'max', 'count', 'last', 'present']

const answers: Record<Nature, readonly Reading[]> = {
  counter: [...ofSamples, 'rate', 'increase', 'delta'],
  level: ['instant', 'timestamp', 'delta', 'avg', 'min', 'max', 'last', 'present'],
  window: ofSamples,
  sketch: ['instant', 'count', 'present'],
}

const percentile = /^p\d+$/
export const isPercentile = (reading: Reading) => percentile.test(reading)

/** Whether the samples of a metric answer a reading; numbers alone have percentiles, where these are kept. */
export function canAnswer({ kind, aggregation }: { kind: MeasureKind; aggregation: Aggregation }, reading: Reading) {
  const isSpread = kind === 'value' || kind === 'dwell'
  if (isPercentile(reading)) return isSpread && (aggregations as readonly string[]).includes(reading)
  const nature = natureOf(aggregation)
  return (nature === 'sketch' && isSpread ? ofSamples : answers[nature]).includes(reading)
}

export const grows = (reading: Reading) => reading === 'rate' || reading === 'increase' || reading === 'delta'
const atOnce = (reading: Reading) => reading === 'instant' || reading === 'timestamp'

/** What of the samples a reading of a metric needs. */
export function needOf(nature: Nature, reading: Reading, kind: MeasureKind): Need {
  if (nature === 'level') return { starts: !atOnce(reading), before: 'minute', byMinute: true }
  if (nature !== 'counter') return { starts: true, before: 'nothing', byMinute: false }
  const before = atOnce(reading) || (grows(reading) && kind !== 'transition') ? 'all' : 'nothing'
  return { starts: !atOnce(reading), before, byMinute: false }
}

/** What of the samples in a cell is asked for. */
export function aggregationOf(own: Aggregation, reading: Reading): Aggregation {
  if (reading === 'instant' || grows(reading)) return own
  if (reading === 'timestamp') return 'last'
  return reading === 'present' ? (natureOf(own) === 'level' ? 'last' : 'count') : (reading as Aggregation)
}
