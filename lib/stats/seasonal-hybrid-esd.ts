import { type EsdOptions, generalizedEsd, type Outlier } from './generalized-esd'
import { median } from './median'
import { requireNumber } from './require-number'
import { stl } from './stl'

export type SeasonalHybridEsdOptions = Pick<EsdOptions, 'alpha' | 'direction'> & {
  period: number
  /** At most which share of the values may be outliers, below 0.5; default 0.02. */
  mostShare?: number
}

/**
 * S-H-ESD: outliers of a seasonal series, the farthest first, at their places in the series.
 *
 * Definition: generalised ESD by median and MAD on values − seasonal component − median of the values, where the seasonal
 * component is that of a robust, periodic STL. Throws `SeriesError` as `stl` and `generalizedEsd` do.
 * Reference: Vallis, Hochenbaum and Kejariwal, A Novel Technique for Long-Term Anomaly Detection in the Cloud, HotCloud 2014.
 * Example: `seasonalHybridEsd(hourly, { period: 24, alpha: 0.001, direction: 'up' })`
 */
export function seasonalHybridEsd(values: ArrayLike<number>, options: SeasonalHybridEsdOptions): Outlier[] {
  const { period, mostShare = 0.02, ...test } = options
  requireNumber('seasonalHybridEsd', 'mostShare', mostShare, 0, 0.49)
  const { seasonal } = stl(values, { period, seasonalWindow: 'periodic', robust: true })
  const center = median(values)
  const rest = seasonal.map((part, i) => values[i]! - part - center)
  return generalizedEsd(rest, { ...test, most: Math.floor(mostShare * rest.length), robust: true })
}
