import { incompleteGamma } from './incomplete-gamma'
import { requireNumber } from './require-number'
import { type Tails, tailsOf } from './tails'

/**
 * Probabilities of at most and of at least `count` events where `mean` are expected (both to 1e12) and they come independently.
 *
 * Definition: P(X ≤ ⌊count⌋) = Q(⌊count⌋ + 1, mean) and P(X ≥ ⌈count⌉) = P(⌈count⌉, mean). Below 0: 0 and 1. Throws
 * `SeriesError` for NaN, a mean below 0 and either above 1e12.
 * Reference: Johnson, Kemp and Kotz, Univariate Discrete Distributions, 3rd ed., §4.5; R `ppois`.
 * Example: `poissonTails(0, 3).atMost` is e⁻³.
 */
export function poissonTails(count: number, mean: number): Tails {
  requireNumber('poissonTails', 'count', count, Number.NEGATIVE_INFINITY, 1e12 - 1)
  requireNumber('poissonTails', 'mean', mean, 0, 1e12)
  if (count < 0) return tailsOf(Number.NEGATIVE_INFINITY, 0)
  const least = Math.ceil(count)
  const logAtMost = incompleteGamma(Math.floor(count) + 1, mean).logUpper
  return tailsOf(logAtMost, least === 0 ? 0 : incompleteGamma(least, mean).logLower)
}
