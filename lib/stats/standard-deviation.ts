import { variance } from './variance'

const smallestSquare = 1e-290

/**
 * Standard deviation by two passes, of a sample (n − 1) unless `population` asks for n.
 *
 * Definition: √(Σ(x − mean)² / (n − 1)), of values scaled by their largest where squares would leave the range of numbers. NaN for
 * a sample of fewer than two, for no values, and where any value is NaN or infinite.
 * Reference: Chan, Golub and LeVeque, The American Statistician 37 (1983) 242–247; R `sd`, numpy `std`.
 * Example: `standardDeviation([5, 3, 8, 1])` is 2.986…
 */
export function standardDeviation(values: ArrayLike<number>, { population = false } = {}): number {
  const plain = variance(values, { population })
  if ((plain > smallestSquare && plain < Number.POSITIVE_INFINITY) || Number.isNaN(plain)) return Math.sqrt(plain)
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!))
  if (largest === 0) return 0
  const scaled = Float64Array.from(values, (value) => value / largest)
  return largest * Math.sqrt(variance(scaled, { population }))
}
