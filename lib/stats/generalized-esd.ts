import { madSorted } from './mad-sorted'
import { mean } from './mean'
import { normalConsistency } from './modified-z-score'
import { quantileSorted } from './quantile-sorted'
import { requireNumber } from './require-number'
import { requireSeries } from './require-series'
import { requireWhole } from './require-whole'
import { standardDeviation } from './standard-deviation'
import { studentQuantile } from './student-quantile'

export type EsdOptions = {
  /** At most how many outliers are looked for, below half of the values. */
  most: number
  /** The chance of any outlier in a normal sample; default 0.05. */
  alpha?: number
  direction?: 'both' | 'up' | 'down'
  /** Default false: mean and standard deviation; true: median and 1.4826 · MAD. */
  robust?: boolean
}

/** `index` into the values; `statistic` is the distance from the centre in scales, `critical` what it had to pass. */
export type Outlier = { index: number; statistic: number; critical: number }

/**
 * Outliers of a sample by the generalised extreme Studentised deviate test, the farthest first.
 *
 * Definition: the farthest value is taken away `most` times; the outliers are all up to the last whose statistic passes its
 * critical value λᵢ = t (n − i) / √((n − i − 1 + t²)(n − i + 1)), t the Student quantile at 1 − α / (2 (n − i + 1)), one-sided
 * without the 2. It ends early where the scale is 0: constant values have no outliers. Throws `SeriesError` for values that are not
 * finite or beyond ±1e300, fewer than 3, and options out of range.
 * Reference: Rosner, Technometrics 25 (1983) 165–172; with `robust`: Vallis, Hochenbaum and Kejariwal, HotCloud 2014.
 * Example: `generalizedEsd([1, 2, 3, 2, 1, 2, 3, 40], { most: 2 })` is the one at 7.
 */
export function generalizedEsd(values: ArrayLike<number>, options: EsdOptions): Outlier[] {
  const { most, alpha = 0.05, direction = 'both', robust = false } = options
  const x = requireSeries('generalizedEsd', values, 3)
  const n = x.length
  requireWhole('generalizedEsd', 'most', most, { least: 0, most: (n - 1) >> 1 })
  requireNumber('generalizedEsd', 'alpha', alpha, 1e-15, 0.5)
  const order = Uint32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!)
  const sortedValues = Float64Array.from(order, (index) => x[index]!)
  const tail = alpha / (direction === 'both' ? 2 : 1)
  const removed: Outlier[] = []
  let low = 0
  let high = n - 1
  let significant = 0
  for (let i = 1; i <= most; i++) {
    const left = sortedValues.subarray(low, high + 1)
    const center = robust ? quantileSorted(left, 0.5) : mean(left)
    const scale = robust ? normalConsistency * madSorted(left) : standardDeviation(left)
    if (!(scale > 0)) break
    const below = direction === 'up' ? Number.NEGATIVE_INFINITY : center - sortedValues[low]!
    const above = direction === 'down' ? Number.NEGATIVE_INFINITY : sortedValues[high]! - center
    const index = order[above >= below ? high-- : low++]!
    const degrees = n - i - 1
    const t = studentQuantile(1 - tail / (n - i + 1), degrees)
    const critical = (t * (n - i)) / Math.sqrt((degrees + t * t) * (n - i + 1))
    const statistic = Math.max(above, below) / scale
    removed.push({ index, statistic, critical })
    if (statistic > critical) significant = i
  }
  return removed.slice(0, significant)
}
