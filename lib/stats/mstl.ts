import { requireSeries } from './require-series'
import { requireWhole } from './require-whole'
import { SeriesError } from './series-error'
import { stl } from './stl'
import type { StlOptions } from './stl-options'

export type MstlOptions = Omit<StlOptions, 'period' | 'seasonalWindow'> & {
  /** Positions a cycle, each twice or more in the series; the shortest first. */
  periods: readonly number[]
  /** One for each period; default 11, 15, 19, … */
  seasonalWindows?: readonly (number | 'periodic')[]
  /** How often each seasonal component is estimated; default 2. */
  iterations?: number
}

/** `seasonal` has one component for each period; all are as long as the series, in its units, weights from 0 to 1. */
export type Mstl = { seasonal: Float64Array[]; trend: Float64Array; remainder: Float64Array; weights: Float64Array }

/**
 * MSTL: a series taken apart into one seasonal component for each of several periods, a trend and a remainder.
 *
 * Definition: STL for each period in turn on what the other seasonal components leave, `iterations` times; the trend and the
 * weights are those of the last one. The components add up to the values but for rounding. Throws `SeriesError` as `stl` does, and
 * for periods that are none, not ascending, or not as many as the windows.
 * Reference: Bandara, Hyndman and Bergmeir, MSTL, arXiv 2107.13462 (2021); R `forecast::mstl`.
 * Example: `mstl(hourly, { periods: [24, 168] }).seasonal[1]`
 */
export function mstl(values: ArrayLike<number>, options: MstlOptions): Mstl {
  const { periods, iterations = 2, ...shared } = options
  const windows = options.seasonalWindows ?? periods.map((_, index) => 11 + 4 * index)
  if (periods.length === 0 || periods.some((period, index) => index > 0 && !(period > periods[index - 1]!))) {
    throw new SeriesError(`mstl: periods are [${periods}], not one or more in ascending order`)
  }
  if (windows.length !== periods.length) {
    throw new SeriesError(
      `mstl: ${windows.length} seasonal windows for ${periods.length} periods, where each needs one`,
    )
  }
  requireWhole('mstl', 'iterations', iterations, { least: 1 })
  const rest = requireSeries('mstl', values, 2 * periods.at(-1)!)
  const seasonal: Float64Array[] = periods.map(() => new Float64Array(rest.length))
  let trend: Float64Array = rest
  let weights: Float64Array = rest
  for (let iteration = 0; iteration < iterations; iteration++) {
    for (const [index, period] of periods.entries()) {
      const before = seasonal[index]!
      for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! + before[i]!
      const fit = stl(rest, { ...shared, period, seasonalWindow: windows[index]! })
      for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! - fit.seasonal[i]!
      seasonal[index] = fit.seasonal
      trend = fit.trend
      weights = fit.weights
    }
  }
  const remainder = rest.map((value, i) => value - trend[i]!)
  return { seasonal, trend, remainder, weights }
}
