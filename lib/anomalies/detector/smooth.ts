function placeOf(window: number[], value: number): number {
  let low = 0
  let high = window.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (window[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Median of the known values within `half` buckets on either side; NaN where there is none. */
export function smooth(values: Float64Array, half: number): Float64Array {
  const window: number[] = []
  const smoothed = new Float64Array(values.length)
  for (let at = -half; at < values.length; at++) {
    const entering = values[at + half]
    if (entering !== undefined && !Number.isNaN(entering)) window.splice(placeOf(window, entering), 0, entering)
    const leaving = values[at - half - 1]
    if (leaving !== undefined && !Number.isNaN(leaving)) window.splice(placeOf(window, leaving), 1)
    if (at < 0) continue
    const size = window.length
    smoothed[at] = size === 0 ? Number.NaN : (window[(size - 1) >> 1]! + window[size >> 1]!) / 2
  }
  return smoothed
}
