import { expectValues } from './expect'
import { bucketsIn, dayMs, type Grid } from './grid'
import { rootSpace, type Space, spaceOf } from './space'
import { spreadMisses } from './spread'

/**
 * What is usual for each bucket, from the buckets before it. `value` (and what is `remembered` of it), `expected`, `scale` and `deviation` are in the `space`
 * of the series. NaN while learning.
 */
export type Baseline = {
  space: Space
  value: Float64Array
  remembered: Float64Array
  expected: Float64Array
  scale: Float64Array
  deviation: Float64Array
}

/** By the buckets that `leftOut` marks no later day is measured; they are judged like the others. */
export type Learning = { windowMs: number; leftOut?: Uint8Array }

/** The square root of a count varies by ½ whatever its size; that of a sum by ½ of the root of what one row adds. */
const rootDeviationOfOne = 0.5
const leastKnown = 50
const smallestShare = 0.02

/** The first bucket that may be judged: a day and 50 known buckets must lie before it. */
function learnedFrom(values: Float64Array, stepMs: number): number {
  const first = values.findIndex((value) => !Number.isNaN(value))
  if (first < 0) return values.length
  let known = 0
  for (let at = first; at < values.length; at++) {
    if (known >= leastKnown && at - first >= bucketsIn(dayMs, stepMs)) return at
    if (!Number.isNaN(values[at])) known++
  }
  return values.length
}

/** Learns what each bucket of `grid` was expected to have, and how far it may be off; causal. */
export function learnBaseline(grid: Grid, { windowMs, leftOut }: Learning): Baseline {
  const { startMs, stepMs } = grid
  const space = spaceOf(grid)
  const value = grid.values.map(space.to)
  const without = (all: Float64Array) => (leftOut ? all.map((one, at) => (leftOut[at] ? Number.NaN : one)) : all)
  const remembered = without(value)
  const { expected, residual } = expectValues({ startMs, stepMs, windowMs, values: value, remembered })
  const spread = spreadMisses({ stepMs, windowMs, values: remembered, residual: without(residual) })
  const isFlow = space === rootSpace && grid.nature !== 'average'
  const floor = isFlow ? rootDeviationOfOne * Math.sqrt(grid.unit) : 0
  const from = learnedFrom(value, stepMs)
  const fit = (scale: Float64Array) =>
    scale.map((one, at) => {
      const fitted = Math.max(one, floor, smallestShare * spread.size[at]!)
      return at < from || !(fitted > 0) ? Number.NaN : fitted
    })
  return {
    space,
    value,
    remembered,
    expected: expected.map((one) => (space === rootSpace ? Math.max(0, one) : one)),
    scale: fit(spread.scale),
    deviation: fit(spread.deviation),
  }
}

/** The band of one bucket in its own unit, `width` scales to either side. Nulls while learning. */
export function bandAt({ space, expected, scale }: Baseline, at: number, width: number) {
  const [middle, reach] = [expected[at]!, scale[at]! * width]
  if (Number.isNaN(middle) || Number.isNaN(reach)) return { min: null, max: null, value: null }
  return { min: space.from(middle - reach), max: space.from(middle + reach), value: space.from(middle) }
}
