import { fourierTransform } from './fourier-transform'
import { mean } from './mean'
import { requireSeries } from './require-series'

/**
 * Periodogram: the power of a series at each whole number of cycles in its length, at k of 0..⌊n / 2⌋; in the unit of the values,
 * squared.
 *
 * Definition: |Σ (xⱼ − m) exp(−2πi jk / n)|² / n; 0 at k = 0. The mean over all k of a white noise is its variance. Throws
 * `SeriesError` for values that are not finite or beyond ±1e150 (whose squares no number holds), and fewer than two.
 * Reference: Brockwell and Davis, Time Series: Theory and Methods, 2nd ed., §10.1; R `spec.pgram(taper = 0, detrend = FALSE)`.
 * Example: `periodogram([1, -1, 1, -1])` is 0, 0, 4.
 */
export function periodogram(values: ArrayLike<number>): Float64Array {
  const x = requireSeries('periodogram', values, 2, 1e150)
  const center = mean(x)
  for (let i = 0; i < x.length; i++) x[i] = x[i]! - center
  const { re, im } = fourierTransform(x)
  const power = new Float64Array((x.length >> 1) + 1)
  for (let k = 1; k < power.length; k++) power[k] = (re[k]! * re[k]! + im[k]! * im[k]!) / x.length
  return power
}
