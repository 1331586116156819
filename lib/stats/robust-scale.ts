import { madSorted } from './mad-sorted'
import { normalConsistency } from './modified-z-score'
import { quantileSorted } from './quantile-sorted'
import { sorted } from './sorted'

const normalDecileSpan = 2.5631031310892007

/**
 * Scale that neither outliers nor a majority of equal values mislead: the larger of two estimates of σ.
 *
 * Definition: max(1.4826 · MAD, (q₉₀ − q₁₀) / 2.5631). NaN for no values, and where any value is NaN; 0 for constant values.
 * Reference: Rousseeuw and Croux, JASA 88 (1993) 1273–1283; the interdecile range of the standard normal is 2.5631.
 * Example: `robustScale([0, 0, 0, 0, 0, 0, 0, 0, 10, 10])` is 3.9015…, where the MAD is 0.
 */
export function robustScale(values: ArrayLike<number>): number {
  const order = sorted(values)
  const span = quantileSorted(order, 0.9) - quantileSorted(order, 0.1)
  return Math.max(normalConsistency * madSorted(order), span / normalDecileSpan)
}
