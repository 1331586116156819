/**
 * Quantile of type 7 of values that are sorted already (NaN last), for several quantiles of one sample.
 *
 * Definition: as `quantile`. NaN for no values, where the last value is NaN, and for p outside 0..1.
 * Reference: Hyndman and Fan, The American Statistician 50 (1996) 361–365, definition 7.
 * Example: `quantileSorted([1, 3, 5, 8], 0.5)` is 4.
 */
export function quantileSorted(values: ArrayLike<number>, p: number): number {
  const n = values.length
  if (n === 0 || !(p >= 0 && p <= 1) || Number.isNaN(values[n - 1])) return Number.NaN
  const position = (n - 1) * p
  const below = Math.floor(position)
  const low = values[below]!
  if (position === below) return low
  return low + (position - below) * (values[below + 1]! - low)
}
