import { SeriesError } from './series-error'

/**
 * A copy of a series in which NaN stands for an unknown value, all others finite and within ±1e300.
 *
 * Definition: throws a `SeriesError` that names the caller and the place of the first value at fault.
 * Reference: as `requireSeries`.
 * Example: `requireSeriesWithGaps('ewma', [1, NaN, 3])` has the same three.
 */
export function requireSeriesWithGaps(caller: string, values: ArrayLike<number>): Float64Array {
  const copy = new Float64Array(values)
  for (let i = 0; i < copy.length; i++) {
    if (Math.abs(copy[i]!) > 1e300) {
      throw new SeriesError(
        `${caller}: value ${i} is ${values[i]}, neither a number within ±1e+300 nor NaN for unknown`,
      )
    }
  }
  return copy
}
