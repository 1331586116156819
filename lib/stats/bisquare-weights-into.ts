import { quantileSorted } from './quantile-sorted'

/**
 * Robustness weights of residuals into `out`; `scratch` is overwritten and has the same length.
 *
 * Definition: B(|r| / (6 · median |r|)) with B(u) = (1 − u²)² below 1, else 0; 1 to 0.001 and 0 from 0.999 on. Where the median
 * is 0, the residuals that are 0 weigh 1, the others 0.
 * Reference: Cleveland et al., J. Official Statistics 6 (1990) 3–73, §2.
 */
export function bisquareWeightsInto(out: Float64Array, residuals: Float64Array, scratch: Float64Array): void {
  const n = residuals.length
  for (let i = 0; i < n; i++) scratch[i] = Math.abs(residuals[i]!)
  scratch.sort()
  const bound = 6 * quantileSorted(scratch, 0.5)
  for (let i = 0; i < n; i++) {
    const size = Math.abs(residuals[i]!)
    const share = size / bound
    const left = 1 - share * share
    out[i] = size <= 0.001 * bound ? 1 : size <= 0.999 * bound ? left * left : 0
  }
}
