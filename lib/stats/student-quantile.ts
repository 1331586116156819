import { logGamma } from './log-gamma'
import { normalQuantile } from './normal-quantile'
import { requireNumber } from './require-number'
import { studentTails } from './student-tails'

/**
 * The value that a variable of Student's t distribution stays below with probability `p`.
 *
 * Definition: the root of `studentTails(t, degrees).atMost = p`, by Newton's method on the logarithm of the tail inside a
 * bracket, begun at the normal quantile. −Infinity at 0, Infinity at 1. Throws `SeriesError` for p outside 0..1 and degrees of
 * freedom outside 1..1e11.
 * Reference: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7; R `qt`.
 * Example: `studentQuantile(0.75, 1)` is 1.
 */
export function studentQuantile(p: number, degrees: number): number {
  requireNumber('studentQuantile', 'p', p, 0, 1)
  requireNumber('studentQuantile', 'degrees', degrees, 1, 1e11)
  if (p === 0.5) return 0
  if (p < 0.5) return -quantileAbove(p, degrees)
  return quantileAbove(1 - p, degrees)
}

function quantileAbove(tail: number, degrees: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY
  const target = Math.log(tail)
  const logAtZero = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(degrees * Math.PI)
  let low = 0
  let high = Number.POSITIVE_INFINITY
  let t = -normalQuantile(tail)
  for (let step = 0; step < 200; step++) {
    const { logAtLeast } = studentTails(t, degrees)
    const gap = logAtLeast - target
    if (gap > 0) low = t
    else high = t
    const logDensity = logAtZero - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees)
    const newton = t + gap * Math.exp(logAtLeast - logDensity)
    const inside = newton > low && newton < high
    const next = inside ? newton : high === Number.POSITIVE_INFINITY ? 2 * t + 1 : (low + high) / 2
    if (Math.abs(next - t) <= 4e-16 * t) return next
    t = next
  }
  return t
}
