import { incompleteBeta } from './incomplete-beta'
import { requireNumber } from './require-number'
import { type Tails, tailsOf } from './tails'

/**
 * Probabilities of at most and of at least `count` events where `mean` are expected and their variance is mean + mean² / size.
 *
 * Definition: with p = size / (size + mean): P(X ≤ ⌊count⌋) = I_p(size, ⌊count⌋ + 1), P(X ≥ ⌈count⌉) = 1 − I_p(size, ⌈count⌉).
 * Below 0: 0 and 1. `size` is the dispersion parameter, 0.01..1e12: the larger, the closer to Poisson. Throws `SeriesError` for
 * NaN, a mean below 0, and a count or mean above 1e12.
 * Reference: Johnson, Kemp and Kotz, Univariate Discrete Distributions, 3rd ed., §5.6; R `pnbinom(mu = )`.
 * Example: `negativeBinomialTails(0, 3, 1).atMost` is ¼.
 */
export function negativeBinomialTails(count: number, mean: number, size: number): Tails {
  requireNumber('negativeBinomialTails', 'count', count, Number.NEGATIVE_INFINITY, 1e12 - 1)
  requireNumber('negativeBinomialTails', 'mean', mean, 0, 1e12)
  requireNumber('negativeBinomialTails', 'size', size, 0.01, 1e12)
  if (count < 0) return tailsOf(Number.NEGATIVE_INFINITY, 0)
  const p = size / (size + mean)
  const rest = mean / (size + mean)
  const least = Math.ceil(count)
  const logAtMost = incompleteBeta(size, Math.floor(count) + 1, p, rest).logLower
  return tailsOf(logAtMost, least === 0 ? 0 : incompleteBeta(size, least, p, rest).logUpper)
}
