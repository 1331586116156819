/** Tricube weights by distance for one bandwidth, kept from one position to the next: most share them. */
export type TricubeTable = { bandwidth: number; reach: number; weights: Float64Array }

/** `size`: one more than the largest distance that will be asked for. */
export const tricubeTable = (size: number): TricubeTable => ({
  bandwidth: Number.NaN,
  reach: -1,
  weights: new Float64Array(size),
})

/** The size of values up to which the sums of a fit over `n` of them stay finite: 1e300 up to 10,000. */
export const largestToFit = (n: number) => Math.min(1e300, 1e308 / (n * n))

function fillTricube(table: TricubeTable, bandwidth: number, reach: number): void {
  if (table.bandwidth === bandwidth && table.reach >= reach) return
  const { weights } = table
  for (let distance = 0; distance <= reach; distance++) {
    const share = distance / bandwidth
    const left = 1 - share * share * share
    weights[distance] = distance <= 0.001 * bandwidth ? 1 : distance <= 0.999 * bandwidth ? left * left * left : 0
  }
  table.bandwidth = bandwidth
  table.reach = reach
}

/**
 * Locally weighted mean (degree 0) or line (degree 1) at position `x` through `y[left..right]`, at distance 1 from each other.
 *
 * Definition: weights are tricube(|i − x| / bandwidth) · robustness[i]; the bandwidth is the distance to the farther end plus
 * `excess`, positions of a window beyond the series. Where the weighted spread of positions is not above `spread`, the line is
 * level. NaN where all weights are 0. `x` may lie outside left..right.
 * Reference: Cleveland, JASA 74 (1979) 829–836; Cleveland et al., J. Official Statistics 6 (1990) 3–73, §2.
 */
export function localFit(
  y: Float64Array,
  robustness: Float64Array | null,
  x: number,
  left: number,
  right: number,
  degree: 0 | 1,
  excess: number,
  spread: number,
  table: TricubeTable,
): number {
  const below = x - left
  const above = right - x
  const reach = Math.max(below, above)
  const bandwidth = reach + excess
  fillTricube(table, bandwidth, reach)
  const { weights } = table
  const pairs = Math.min(below, above)
  let sum = 0
  let sumX = 0
  let sumXX = 0
  let sumY = 0
  let sumXY = 0
  if (pairs >= 0) {
    sum = robustness === null ? 1 : robustness[x]!
    sumY = sum * y[x]!
  }
  if (robustness === null) {
    for (let d = 1; d <= pairs; d++) {
      const weight = weights[d]!
      const up = y[x + d]!
      const down = y[x - d]!
      sum += 2 * weight
      sumXX += 2 * weight * d * d
      sumY += weight * (up + down)
      sumXY += weight * d * (up - down)
    }
  } else {
    for (let d = 1; d <= pairs; d++) {
      const weight = weights[d]!
      const reachWeight = weight * d
      const upWeight = robustness[x + d]!
      const downWeight = robustness[x - d]!
      const up = upWeight * y[x + d]!
      const down = downWeight * y[x - d]!
      const both = upWeight + downWeight
      sum += weight * both
      sumX += reachWeight * (upWeight - downWeight)
      sumXX += reachWeight * d * both
      sumY += weight * (up + down)
      sumXY += reachWeight * (up - down)
    }
  }
  const side = above > below ? 1 : -1
  for (let d = pairs >= 0 ? pairs + 1 : -pairs; d <= reach; d++) {
    const i = x + side * d
    const weight = robustness === null ? weights[d]! : weights[d]! * robustness[i]!
    const offset = side * d
    sum += weight
    sumX += weight * offset
    sumXX += weight * offset * offset
    sumY += weight * y[i]!
    sumXY += weight * offset * y[i]!
  }
  if (!(sum > 0)) return Number.NaN
  const level = sumY / sum
  if (degree === 0 || !(bandwidth > 0)) return level
  const center = sumX / sum
  const variance = sumXX / sum - center * center
  if (!(Math.sqrt(variance) > spread)) return level
  return level - (center / variance) * (sumXY / sum - center * level)
}
