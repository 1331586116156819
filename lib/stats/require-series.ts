import { SeriesError } from './series-error'

/**
 * A copy of a series that was found fit to calculate with: `least` values or more, each finite and within ±`largest`.
 *
 * Definition: throws a `SeriesError` that names the caller, the place of the first value at fault, and what would be right.
 * Reference: IEEE 754-2019, §3.4: sums and weighted means of values within ±1e300 stay finite.
 * Example: `requireSeries('stl', [1, NaN], 2)` throws “stl: value 1 is NaN, not a number within ±1e+300”.
 */
export function requireSeries(caller: string, values: ArrayLike<number>, least: number, largest = 1e300): Float64Array {
  if (values.length < least) {
    throw new SeriesError(`${caller}: ${values.length} values, where at least ${least} are needed`)
  }
  const copy = new Float64Array(values)
  for (let i = 0; i < copy.length; i++) {
    if (!(Math.abs(copy[i]!) <= largest)) {
      throw new SeriesError(`${caller}: value ${i} is ${values[i]}, not a number within ±${largest}`)
    }
  }
  return copy
}
