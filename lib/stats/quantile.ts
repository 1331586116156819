import { quantileSorted } from './quantile-sorted'
import { sorted } from './sorted'

/**
 * Quantile of type 7 (linear between order statistics) of values in any order.
 *
 * Definition: h = (n − 1)p; x₍⌊h⌋₊₁₎ + (h − ⌊h⌋)(x₍⌊h⌋₊₂₎ − x₍⌊h⌋₊₁₎). NaN for no values, where any value is NaN, and for p outside 0..1.
 * Reference: Hyndman and Fan, The American Statistician 50 (1996) 361–365; R `quantile(type = 7)`, numpy `percentile`.
 * Example: `quantile([1, 2, 3, 4, 100], 0.9)` is 61.6.
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantileSorted(sorted(values), p)
}
