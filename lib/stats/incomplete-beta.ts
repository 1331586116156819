import { deviancePart } from './deviance-part'
import { stirlingError } from './log-gamma'
import { requireNumber } from './require-number'
import { logComplement } from './tails'

const logTau = 1.8378770664093453
const tiny = 1e-300

/** Natural logarithms of the regularised incomplete beta function I and of 1 − I. */
export type IncompleteBeta = { logLower: number; logUpper: number }

/**
 * Regularised incomplete beta function of shapes `a` and `b` (1e-9..1e12) at `x` in 0..1, as logarithms; `rest` is 1 − x, given
 * apart so that no digits are lost near 1.
 *
 * Definition: I = ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt / B(a, b), by its continued fraction on the side of the mean where it converges, with
 * Loader's form of the binomial mass. Takes about √max(a, b) steps. Throws `SeriesError` for arguments out of range.
 * Reference: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8; Press et al., Numerical Recipes, 3rd ed., §6.4.
 * Example: `incompleteBeta(2, 1, 0.5, 0.5).logLower` is ln ¼.
 */
export function incompleteBeta(a: number, b: number, x: number, rest: number): IncompleteBeta {
  requireNumber('incompleteBeta', 'a', a, 1e-9, 1e12)
  requireNumber('incompleteBeta', 'b', b, 1e-9, 1e12)
  requireNumber('incompleteBeta', 'x', x, 0, 1)
  requireNumber('incompleteBeta', 'rest', rest, 0, 1)
  if (x === 0) return { logLower: Number.NEGATIVE_INFINITY, logUpper: 0 }
  if (rest === 0) return { logLower: 0, logUpper: Number.NEGATIVE_INFINITY }
  const n = a + b
  const logMass =
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviancePart(a, n * x) -
    deviancePart(b, n * rest) +
    0.5 * (Math.log(n / a / b) - logTau)
  if (x < (a + 1) / (n + 2)) {
    const logLower = logMass + Math.log((b / n) * betaFraction(a, b, x))
    return { logLower, logUpper: logComplement(logLower) }
  }
  const logUpper = logMass + Math.log((a / n) * betaFraction(b, a, rest))
  return { logLower: logComplement(logUpper), logUpper }
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny)
  let fraction = d
  for (let m = 1; m < 1e8; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d || tiny)
    c = 1 + even / c || tiny
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d || tiny)
    c = 1 + odd / c || tiny
    const change = d * c
    fraction *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return fraction
}
