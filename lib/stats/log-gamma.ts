import { requireNumber } from './require-number'

const halfLogTau = 0.9189385332046727
const largeEnough = 15

/**
 * Natural logarithm of the gamma function of x > 0.
 *
 * Definition: (x − ½) ln x − x + ½ ln 2π + `stirlingError(x)` from 15 on; below, by Γ(x + 1) = x Γ(x). Right to about
 * 1e-14, absolute below 1 and relative above. Throws `SeriesError` for x ≤ 0, NaN and x above 1e300.
 * Reference: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.41; R `lgamma`.
 * Example: `logGamma(5)` is ln 24.
 */
export function logGamma(x: number): number {
  requireNumber('logGamma', 'x', x, Number.MIN_VALUE, 1e300)
  let product = 1
  let large = x
  while (large < largeEnough) product *= large++
  const series = (large - 0.5) * Math.log(large) - large + halfLogTau + stirlingSeries(large)
  return series - Math.log(product)
}

/**
 * How far Stirling's formula falls short of ln x!, for x > 0.
 *
 * Definition: ln Γ(x + 1) − ((x + ½) ln x − x + ½ ln 2π).
 * Reference: Loader, Fast and Accurate Computation of Binomial Probabilities (2000), §2.
 */
export function stirlingError(x: number): number {
  if (x >= largeEnough) return stirlingSeries(x)
  return logGamma(x) - (x - 0.5) * Math.log(x) + x - halfLogTau
}

function stirlingSeries(x: number): number {
  const inverse = 1 / x
  const square = inverse * inverse
  const tail = 1 / 1188 - (691 / 360360) * square
  return inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * tail))))
}
