import { incompleteGamma } from './incomplete-gamma'
import { logComplement } from './log-complement'
import { requireNumber } from './require-number'
import { type Tails, tailsOf } from './tails'

/**
 * Probabilities of a standard normal value of at most, and of at least, `z`.
 *
 * Definition: Φ(z) and 1 − Φ(z), by P(Z > |z|) = ½ Q(½, z² / 2). ±Infinity give 0 and 1. Throws `SeriesError` for NaN.
 * Reference: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.30; R `pnorm`.
 * Example: `normalTails(1.96).atLeast` is 0.02499…
 */
export function normalTails(z: number): Tails {
  requireNumber('normalTails', 'z', z, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  const logTail = incompleteGamma(0.5, (z * z) / 2).logUpper - Math.LN2
  const logRest = logComplement(logTail)
  return z < 0 ? tailsOf(logTail, logRest) : tailsOf(logRest, logTail)
}
