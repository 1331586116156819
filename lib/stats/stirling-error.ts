import { logGamma } from './log-gamma'
import { stirlingSeries } from './stirling-series'

const halfLogTau = 0.9189385332046727
const largeEnough = 15

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
