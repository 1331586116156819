import { fourierTransform } from './fourier-transform'
import { mean } from './mean'
import { requireSeries } from './require-series'
import { requireWhole } from './require-whole'

/**
 * Autocorrelation at lags 0..`lags` (below the length): lags + 1 numbers from −1 to 1, the first of them 1.
 *
 * Definition: Σ (xᵢ − m)(xᵢ₊ₖ − m) / Σ (xᵢ − m)², over all pairs there are (so it tends to 0 at long lags), by way of the Fourier
 * transform. A constant series has 1 at lag 0 and 0 elsewhere. Throws `SeriesError` for values that are not finite or beyond
 * ±1e300, fewer than two, and lags out of range.
 * Reference: Box, Jenkins, Reinsel and Ljung, Time Series Analysis, 5th ed., §2.1.5; R `acf`.
 * Example: `autocorrelation([1, -1, 1, -1], 1)` is 1, −0.75.
 */
export function autocorrelation(values: ArrayLike<number>, lags: number): Float64Array {
  const x = requireSeries('autocorrelation', values, 2)
  requireWhole('autocorrelation', 'lags', lags, { least: 0, most: x.length - 1 })
  const center = mean(x)
  let largest = 0
  for (let i = 0; i < x.length; i++) {
    x[i] = x[i]! - center
    largest = Math.max(largest, Math.abs(x[i]!))
  }
  const result = new Float64Array(lags + 1)
  result[0] = 1
  if (!(largest > Number.EPSILON * Math.abs(center))) return result
  for (let i = 0; i < x.length; i++) x[i] = x[i]! / largest
  const { re, im } = fourierTransform(x, 2 ** Math.ceil(Math.log2(x.length + lags + 1)))
  const power = re.map((real, i) => real * real + im[i]! * im[i]!)
  const products = fourierTransform(power).re
  for (let lag = 1; lag <= lags; lag++) result[lag] = Math.max(-1, Math.min(1, products[lag]! / products[0]!))
  return result
}
