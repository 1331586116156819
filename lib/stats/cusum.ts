import { requireNumber } from './require-number'
import { requireSeriesWithGaps } from './require-series-with-gaps'

/** All in the unit of the values. */
export type CusumOptions = {
  /** The mean that is watched; default 0. */
  target?: number
  /** What a value may be off without counting, often half of the shift to find. */
  slack: number
  /** From what sum on it alarms, often 4 or 5 standard deviations. */
  threshold: number
  /** Default false; true: both sums begin anew after an alarm. */
  restart?: boolean
}

/** Sums of what was above and below, 0 or more, one for each value; `alarms` are the places where one passed the threshold. */
export type Cusum = { up: Float64Array; down: Float64Array; alarms: number[] }

/**
 * Two-sided cumulative sums, which find small shifts that last.
 *
 * Definition: upᵢ = max(0, upᵢ₋₁ + xᵢ − target − slack), downᵢ = max(0, downᵢ₋₁ + target − slack − xᵢ); an alarm above the threshold.
 * A NaN is an unknown value: the sums stay and do not alarm. Sums end at 1e300. Throws `SeriesError` for infinite values or beyond
 * ±1e300, and parameters out of range.
 * Reference: Page, Biometrika 41 (1954) 100–115; NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.3.
 * Example: `cusum([1, 1, 1], { slack: 0.5, threshold: 1 }).up` is 0.5, 1, 1.5, with an alarm at 2.
 */
export function cusum(values: ArrayLike<number>, options: CusumOptions): Cusum {
  const { target = 0, slack, threshold, restart = false } = options
  requireNumber('cusum', 'target', target, -1e300, 1e300)
  requireNumber('cusum', 'slack', slack, 0, 1e300)
  requireNumber('cusum', 'threshold', threshold, 0, 1e300)
  const x = requireSeriesWithGaps('cusum', values)
  const up = new Float64Array(x.length)
  const down = new Float64Array(x.length)
  const alarms: number[] = []
  let above = 0
  let below = 0
  for (let i = 0; i < x.length; i++) {
    const known = !Number.isNaN(x[i]!)
    if (known) {
      const distance = x[i]! - target
      above = Math.min(1e300, Math.max(0, above + distance - slack))
      below = Math.min(1e300, Math.max(0, below - distance - slack))
    }
    up[i] = above
    down[i] = below
    if (!known || !(above > threshold || below > threshold)) continue
    alarms.push(i)
    if (restart) above = below = 0
  }
  return { up, down, alarms }
}
