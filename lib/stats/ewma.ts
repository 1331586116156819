import { requireNumber } from './require-number'
import { requireSeriesWithGaps } from './require-series-with-gaps'

export type EwmaOptions = {
  /** Weight of the newest value, above 0 and at most 1. */
  alpha: number
  /** What it was before the first value; default: the first known value. */
  start?: number
}

/**
 * Exponentially weighted moving average: as long as the values, in their units.
 *
 * Definition: eᵢ = eᵢ₋₁ + alpha (xᵢ − eᵢ₋₁). A NaN is an unknown value: the average stays; before the first known one it is `start`,
 * or NaN without it. Throws `SeriesError` for infinite values or beyond ±1e300, and an alpha out of range.
 * Reference: Roberts, Technometrics 1 (1959) 239–250; pandas `ewm(adjust=False, ignore_na=True).mean()`.
 * Example: `ewma([1, 3, 3], { alpha: 0.5 })` is 1, 2, 2.5.
 */
export function ewma(values: ArrayLike<number>, { alpha, start }: EwmaOptions): Float64Array {
  requireNumber('ewma', 'alpha', alpha, Number.MIN_VALUE, 1)
  if (start !== undefined) requireNumber('ewma', 'start', start, -1e300, 1e300)
  const average = requireSeriesWithGaps('ewma', values)
  let last = start ?? Number.NaN
  for (let i = 0; i < average.length; i++) {
    const value = average[i]!
    if (!Number.isNaN(value)) last = Number.isNaN(last) ? value : last + alpha * (value - last)
    average[i] = last
  }
  return average
}
