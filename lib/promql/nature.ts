import type { Aggregation } from '@/lib/metrics/contract'
import type { Reading } from './scope'
import type { Need } from './windows'

/**
 * What a metric is to PromQL. `counter`: the total of its samples so far; `level`: its last sample, for as long as no other
 * comes; `window`: its aggregation over the last minutes.
 */
export const natures = ['counter', 'level', 'window'] as const
export type Nature = (typeof natures)[number]

export function natureOf(aggregation: Aggregation): Nature {
  if (aggregation === 'sum' || aggregation === 'count') return 'counter'
  return aggregation === 'last' ? 'level' : 'window'
}

const answers: Record<Nature, readonly Reading[]> = {
  counter: [
    'instant',
    'timestamp',
    'rate',
    'increase',
    'delta',
    'sum',
    'avg',
    'min',
    'max',
    'count',
    'last',
    'present',
  ],
  level: ['instant', 'timestamp', 'delta', 'min', 'max', 'count', 'last', 'present'],
  window: ['instant', 'timestamp', 'sum', 'avg', 'min', 'max', 'count', 'last', 'present'],
}

export const canAnswer = (nature: Nature, reading: Reading) => answers[nature].includes(reading)

const atOnce = (reading: Reading) => reading === 'instant' || reading === 'timestamp'

/** What of the samples a reading of a metric needs. */
export function needOf(nature: Nature, reading: Reading): Need {
  if (nature === 'window') return { starts: true, before: false }
  const grows = reading === 'rate' || reading === 'increase' || reading === 'delta'
  return { starts: !atOnce(reading), before: nature === 'level' || atOnce(reading) || grows }
}

export const needsLast = (aggregation: Aggregation, reading: Reading) => aggregation === 'last' || reading === 'last'
