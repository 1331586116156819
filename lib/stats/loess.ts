import { largestToFit, tricubeTable } from './local-fit'
import { loessInto, type Smoothing } from './loess-into'
import { requireSeries } from './require-series'
import { requireWhole } from './require-whole'
import { SeriesError } from './series-error'

export type LoessOptions = Partial<Smoothing> & { window: number; weights?: ArrayLike<number> }

/**
 * LOESS of values at equal distances: at each position a line (degree 1, the default) or mean (degree 0) through the `window`
 * nearest values, weighted by the tricube of their distance and by `weights` (one for each value, 0..1).
 *
 * Definition: only every `jump`-th position (default 1) and the last are fitted, the others interpolated. A window longer than
 * the series widens the tricube. Same length and units as `values`. Throws `SeriesError` for values that are not finite or
 * beyond ±1e300, a window that is not odd and at least 3, and weights of another length or outside 0..1.
 * Reference: Cleveland, JASA 74 (1979) 829–836; Cleveland et al., J. Official Statistics 6 (1990) 3–73, §2.
 * Example: `loess([1, 2, 3, 9, 5], { window: 5 })[2]` is 4.43…
 */
export function loess(
  values: ArrayLike<number>,
  { window, degree = 1, jump = 1, weights }: LoessOptions,
): Float64Array {
  const y = requireSeries('loess', values, 1, largestToFit(values.length))
  requireWhole('loess', 'window', window, { least: 3, odd: true })
  requireWhole('loess', 'degree', degree, { least: 0, most: 1 })
  requireWhole('loess', 'jump', jump, { least: 1 })
  const robustness = weights ? new Float64Array(weights) : null
  if (robustness && (robustness.length !== y.length || !robustness.every((weight) => weight >= 0 && weight <= 1))) {
    throw new SeriesError(`loess: weights must be ${y.length} numbers from 0 to 1, one for each value`)
  }
  const smooth = new Float64Array(y.length)
  loessInto(smooth, 0, y, y.length, robustness, { window, degree, jump }, tricubeTable(y.length + 1))
  return smooth
}
