import { deviancePart } from './deviance-part'
import { logComplement } from './log-complement'
import { requireNumber } from './require-number'
import { stirlingError } from './stirling-error'

const logTau = 1.8378770664093453
const tiny = 1e-300

/** Natural logarithms of the regularised incomplete beta function I and of 1 − I. */
export type IncompleteBeta = { logLower: number; logUpper: number }

/**
 * Regularised incomplete beta function of shapes `a` and `b` (0.01..1e12) at `x` in 0..1, as logarithms; `rest` is 1 − x, given
 * apart so that no digits are lost near 1.
 *
 * Definition: I = ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt / B(a, b), by its continued fraction on the side of the mean where it converges, with
 * Loader's form of the binomial mass. Takes about √max(a, b) steps. Throws `SeriesError` for arguments out of range.
 * Reference: DiDonato and Morris, Algorithm 708, ACM TOMS 18 (1992) 360–373, eq. 9; Loader, Fast and Accurate Computation of Binomial
 * Probabilities (2000).
 * Example: `incompleteBeta(2, 1, 0.5, 0.5).logLower` is ln ¼.
 */
export function incompleteBeta(a: number, b: number, x: number, rest: number): IncompleteBeta {
  requireNumber('incompleteBeta', 'a', a, 0.01, 1e12)
  requireNumber('incompleteBeta', 'b', b, 0.01, 1e12)
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
  if (n * x <= a) {
    const logLower = logMass + Math.log(((a * b) / n) * betaFraction(a, b, x, rest))
    return { logLower, logUpper: logComplement(logLower) }
  }
  const logUpper = logMass + Math.log(((a * b) / n) * betaFraction(b, a, rest, x))
  return { logLower: logComplement(logUpper), logUpper }
}

function betaFraction(a: number, b: number, x: number, rest: number): number {
  const excess = 1 + (a > b ? (a + b) * rest - b : a - (a + b) * x)
  const first = 1 + 1 / a
  let fraction = excess / first
  let c = fraction
  let d = 0
  for (let m = 1; m < 1e8; m++) {
    const from = (m - 1) / a
    const part = m * (b - m) * x
    const share = a / (a + 2 * m - 1)
    const numerator = (1 + from) * (1 + from + b / a) * share * share * part * x
    const denominator = m + part / (a + 2 * m - 1) + ((m / a + 1) / (first + (2 * m) / a)) * (excess + m * (1 + rest))
    d = 1 / (numerator * d + denominator || tiny)
    c = denominator + numerator / c || tiny
    const change = d * c
    fraction *= change
    if (Math.abs(change - 1) < 3e-16) break
  }
  return 1 / fraction
}
