import { requireWhole } from './require-whole'

/**
 * The places of at most `most` of the points (x, y), x ascending, that keep the shape of their line: Largest-Triangle-Three-Buckets.
 *
 * Definition: first and last stay. The others lie in `most` − 2 buckets of equal count; of each the point stays that spans the
 * largest triangle with the one kept before and the mean of the next bucket. All stay where there are no more than `most`.
 * `most` is at least 3; values are finite.
 * Reference: Steinarsson, Downsampling Time Series for Visual Representation, University of Iceland (2013), §4.2.
 * Example: `largestTriangles([0, 1, 2, 3, 4], [0, 0, 9, 0, 0], 3)` is `[0, 2, 4]`
 */
export function largestTriangles(x: ArrayLike<number>, y: ArrayLike<number>, most: number): number[] {
  requireWhole('largestTriangles', 'most', most, { least: 3 })
  const { length } = y
  if (length <= most) return Array.from({ length }, (_, index) => index)
  const size = (length - 2) / (most - 2)
  const edge = (bucket: number) => Math.min(length - 1, Math.floor(bucket * size) + 1)
  const kept = [0]
  let before = 0
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const [from, to] = [edge(bucket), edge(bucket + 1)]
    const end = bucket === most - 3 ? length : edge(bucket + 2)
    let [meanX, meanY] = [0, 0]
    for (let i = to; i < end; i++) {
      meanX += x[i]! / (end - to)
      meanY += y[i]! / (end - to)
    }
    let [best, largest] = [from, -1]
    for (let i = from; i < to; i++) {
      const area = Math.abs((x[before]! - meanX) * (y[i]! - y[before]!) - (x[before]! - x[i]!) * (meanY - y[before]!))
      if (area > largest) [best, largest] = [i, area]
    }
    kept.push(best)
    before = best
  }
  kept.push(length - 1)
  return kept
}
