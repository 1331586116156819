import { madSorted } from './mad-sorted'
import { sorted } from './sorted'

/**
 * Median absolute deviation from the median; with `scale` 1.4826 it estimates σ of a normal sample.
 *
 * Definition: scale · median(|x − median(x)|). NaN for no values, and where any value is NaN; 0 where more than half are equal.
 * Reference: Hampel, JASA 69 (1974) 383–393; R `mad`.
 * Example: `mad([1, 2, 3, 4, 100])` is 1.
 */
export function mad(values: ArrayLike<number>, scale = 1): number {
  return scale * madSorted(sorted(values))
}
