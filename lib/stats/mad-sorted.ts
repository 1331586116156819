import { quantileSorted } from './quantile-sorted'

/**
 * Median absolute deviation of values that are sorted already (NaN last), in linear time.
 *
 * Definition: as `mad`: the distances from the median are merged outwards from it, up to the middle one.
 * Reference: Hampel, JASA 69 (1974) 383–393.
 * Example: `madSorted([1, 2, 3, 4, 100])` is 1.
 */
export function madSorted(values: ArrayLike<number>): number {
  const n = values.length
  const center = quantileSorted(values, 0.5)
  if (Number.isNaN(center)) return Number.NaN
  let below = Math.ceil(n / 2) - 1
  let above = below + 1
  let previous = 0
  let distance = 0
  for (let taken = 0; taken <= n >> 1; taken++) {
    const down = below >= 0 ? center - values[below]! : Number.POSITIVE_INFINITY
    const up = above < n ? values[above]! - center : Number.POSITIVE_INFINITY
    previous = distance
    if (down <= up) below--
    else above++
    distance = Math.min(down, up)
  }
  return n % 2 === 1 ? distance : (previous + distance) / 2
}
