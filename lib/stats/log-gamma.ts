import { requireNumber } from './require-number'
import { stirlingSeries } from './stirling-series'

const halfLogTau = 0.9189385332046727
const largeEnough = 15

/**
 * Natural logarithm of the gamma function of x > 0.
 *
 * Definition: (x − ½) ln x − x + ½ ln 2π + `stirlingSeries(x)` from 15 on; below, by Γ(x + 1) = x Γ(x). Right to about
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
