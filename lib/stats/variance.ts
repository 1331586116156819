import { mean } from './mean'

/**
 * Variance by two passes, of a sample (n − 1) unless `population` asks for n; in the square of the unit of the values.
 *
 * Definition: Σ(x − mean)² / (n − 1). NaN for a sample of fewer than two, for no values, and where any value is NaN or infinite.
 * Infinity where it is beyond the largest number, as for values of 1e300.
 * Reference: Chan, Golub and LeVeque, The American Statistician 37 (1983) 242–247; R `var`, numpy `var`.
 * Example: `variance([5, 3, 8, 1])` is 8.916…
 */
export function variance(values: ArrayLike<number>, { population = false } = {}): number {
  const degrees = population ? values.length : values.length - 1
  if (degrees < 1) return Number.NaN
  const center = mean(values)
  let squares = 0
  let drift = 0
  for (let i = 0; i < values.length; i++) {
    const distance = values[i]! - center
    squares += distance * distance
    drift += distance
  }
  if (squares === Number.POSITIVE_INFINITY && Number.isFinite(drift)) return squares
  return (squares - (drift * drift) / values.length) / degrees
}
