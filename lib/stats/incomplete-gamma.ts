import { deviancePart } from './deviance-part'
import { logComplement } from './log-complement'
import { requireNumber } from './require-number'
import { stirlingError } from './stirling-error'

const logTau = 1.8378770664093453
const tiny = 1e-300

/** Natural logarithms of the regularised lower and upper incomplete gamma functions, P and Q = 1 − P. */
export type IncompleteGamma = { logLower: number; logUpper: number }

/**
 * Regularised incomplete gamma functions of shape `a` (0.01..1e12) at `x` ≥ 0, as logarithms.
 *
 * Definition: P(a, x) = ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt / Γ(a), by its series below a + 1 and by the continued fraction of Q above, with
 * Loader's form of xᵃ e⁻ˣ / Γ(a + 1). Takes about √a steps. Throws `SeriesError` for arguments out of range.
 * Reference: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31; Lentz, Applied Optics 15 (1976) 668–671.
 * Example: `incompleteGamma(1, 2).logUpper` is −2.
 */
export function incompleteGamma(a: number, x: number): IncompleteGamma {
  requireNumber('incompleteGamma', 'a', a, 0.01, 1e12)
  requireNumber('incompleteGamma', 'x', x, 0, Number.POSITIVE_INFINITY)
  if (x === 0) return { logLower: Number.NEGATIVE_INFINITY, logUpper: 0 }
  if (x > 1e300) return { logLower: 0, logUpper: Number.NEGATIVE_INFINITY }
  const logMass = -stirlingError(a) - deviancePart(a, x) - 0.5 * (logTau + Math.log(a))
  if (x < a + 1) {
    const logLower = logMass + Math.log(lowerSeries(a, x))
    return { logLower, logUpper: logComplement(logLower) }
  }
  const logUpper = logMass + Math.log(a * upperFraction(a, x))
  return { logLower: logComplement(logUpper), logUpper }
}

function lowerSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

function upperFraction(a: number, x: number): number {
  if (x > 1e17) return 1 / x
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < 1e8; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / (numerator * d + b || tiny)
    c = b + numerator / c || tiny
    const change = d * c
    fraction *= change
    if (Math.abs(change - 1) < 3e-16) break
  }
  return fraction
}
