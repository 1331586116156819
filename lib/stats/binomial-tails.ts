import { incompleteBeta } from './incomplete-beta'
import { requireNumber } from './require-number'
import { requireWhole } from './require-whole'
import { type Tails, tailsOf } from './tails'

/**
 * Probabilities of at most and of at least `count` successes of `trials`, each of `probability`: for shares and rates.
 *
 * Definition: P(X ≥ k) = I_p(k, trials − k + 1) with k = ⌈count⌉; P(X ≤ k) = 1 − I_p(k + 1, trials − k) with k = ⌊count⌋.
 * Below 0: 0 and 1; above `trials`: 1 and 0. Throws `SeriesError` for NaN, a probability outside 0..1 and trials that are not a
 * whole number below 1e12.
 * Reference: Johnson, Kemp and Kotz, Univariate Discrete Distributions, 3rd ed., §3.6; R `pbinom`.
 * Example: `binomialTails(1, 2, 0.5).atMost` is ¾.
 */
export function binomialTails(count: number, trials: number, probability: number): Tails {
  requireNumber('binomialTails', 'count', count, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  requireWhole('binomialTails', 'trials', trials, { least: 0, most: 1e12 - 1 })
  requireNumber('binomialTails', 'probability', probability, 0, 1)
  const most = Math.floor(count)
  const least = Math.ceil(count)
  const never = Number.NEGATIVE_INFINITY
  const above = (k: number) => incompleteBeta(k, trials - k + 1, probability, 1 - probability)
  const logAtMost = most < 0 ? never : most >= trials ? 0 : above(most + 1).logUpper
  return tailsOf(logAtMost, least <= 0 ? 0 : least > trials ? never : above(least).logLower)
}
