import { mean } from './mean'

/**
 * Standard deviation by two passes, of a sample (n − 1) unless `population` asks for n.
 *
 * Definition: √(Σ(x − mean)² / (n − 1)). NaN for a sample of fewer than two, for no values, and where any value is NaN.
 * Reference: Chan, Golub and LeVeque, The American Statistician 37 (1983) 242–247; R `sd`, numpy `std`.
 * Example: `standardDeviation([5, 3, 8, 1])` is 2.986…
 */
export function standardDeviation(values: ArrayLike<number>, { population = false } = {}): number {
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
  return Math.sqrt((squares - (drift * drift) / values.length) / degrees)
}
