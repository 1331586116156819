import { incompleteBeta } from './incomplete-beta'
import { logComplement } from './log-complement'
import { requireNumber } from './require-number'
import { type Tails, tailsOf } from './tails'

/**
 * Probabilities of a value of Student's t distribution of at most, and of at least, `t`.
 *
 * Definition: P(T > |t|) = ½ I_x(degrees / 2, ½) with x = degrees / (degrees + t²); 0 from |t| of 1e150 on. Throws `SeriesError` for NaN and degrees of
 * freedom outside 0.1..1e11.
 * Reference: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.1 and 26.5.27; R `pt`.
 * Example: `studentTails(1, 1).atLeast` is ¼.
 */
export function studentTails(t: number, degrees: number): Tails {
  requireNumber('studentTails', 't', t, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  requireNumber('studentTails', 'degrees', degrees, 0.1, 1e11)
  const ratio = (t * t) / degrees
  const rest = ratio > 1e300 ? 1 : ratio / (1 + ratio)
  const logTail = incompleteBeta(degrees / 2, 0.5, 1 / (1 + ratio), rest).logLower - Math.LN2
  const logRest = logComplement(logTail)
  return t < 0 ? tailsOf(logTail, logRest) : tailsOf(logRest, logTail)
}
