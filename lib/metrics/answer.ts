import type { Aggregation, DataPoint, Fill } from './contract'
import type { Aggregate } from './fold'

/** The value of an aggregation over `seconds`; null where it says nothing of no samples (zero for a sum of nothing). */
export function readValue(aggregate: Aggregate | undefined, aggregation: Aggregation, seconds: number): number | null {
  const nothing = aggregation === 'sum' || aggregation === 'count' || aggregation === 'rate' ? 0 : null
  if (!aggregate || aggregate.count === 0) return nothing
  const { count, min, max, last } = aggregate
  const sum = Number(aggregate.sum.toString())
  const values: Record<Aggregation, number> = {
    sum,
    count,
    min,
    max,
    last,
    avg: sum / count,
    rate: seconds > 0 ? sum / seconds : 0,
  }
  return values[aggregation]
}

/** Gives points without a sample the value that was asked for; without a wish they stay as they are. */
export function fillPoints(points: (DataPoint & { empty: boolean })[], fill: Fill | undefined): DataPoint[] {
  let previous: number | null = null
  return points.map(({ timestamp, value, empty }) => {
    if (!empty) previous = value
    if (!empty || fill === undefined) return { timestamp, value }
    return { timestamp, value: fill === 'zero' ? 0 : fill === 'previous' ? previous : null }
  })
}
