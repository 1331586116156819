import { lowerBound } from '@/lib/stats/lower-bound'

/** Median of the known values within `half` buckets on either side; NaN where there is none. */
export function smooth(values: Float64Array, half: number): Float64Array {
  const window: number[] = []
  const smoothed = new Float64Array(values.length)
  for (let at = -half; at < values.length; at++) {
    const entering = values[at + half]
    if (entering !== undefined && !Number.isNaN(entering)) window.splice(lowerBound(window, entering), 0, entering)
    const leaving = values[at - half - 1]
    if (leaving !== undefined && !Number.isNaN(leaving)) window.splice(lowerBound(window, leaving), 1)
    if (at < 0) continue
    const size = window.length
    smoothed[at] = size === 0 ? Number.NaN : (window[(size - 1) >> 1]! + window[size >> 1]!) / 2
  }
  return smoothed
}
