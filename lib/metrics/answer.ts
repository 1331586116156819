import type { Aggregation, DataPoint, Fill, Transform } from './contract'
import { type Aggregate, mergeAggregate } from './fold'
import { type Grid, isPartial, stepSeconds } from './grid'

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

export function mergeAll(aggregates: Iterable<Aggregate>): Aggregate | undefined {
  let all: Aggregate | undefined
  for (const one of aggregates) all = mergeAggregate(all, one)
  return all
}

/** A value at a step; `empty` where no sample is behind it. */
export type Cell = { value: number | null; empty: boolean }

/** The value of each step of a grid, from the aggregates of those steps that have samples. */
export function readCells(
  grid: Grid,
  steps: ReadonlyMap<number, Aggregate>,
  aggregation: Aggregation,
  transform?: Transform,
): Cell[] {
  let whole: Aggregate | undefined
  let seconds = 0
  return grid.starts.map((_, index) => {
    const own = steps.get(index)
    const ownSeconds = stepSeconds(grid, index)
    if (transform === 'cumulative') {
      if (own) whole = mergeAggregate(whole, own)
      seconds += ownSeconds
      return { value: readValue(whole, aggregation, seconds), empty: !whole }
    }
    const value = readValue(own, aggregation, ownSeconds)
    if (transform !== 'rate' || aggregation === 'rate' || value === null) return { value, empty: !own }
    return { value: ownSeconds > 0 ? value / ownSeconds : 0, empty: !own }
  })
}

/** Gives cells without a sample the value that was asked for; without a wish they stay as they are. */
export function fillCells(cells: readonly Cell[], fill: Fill | undefined): (number | null)[] {
  let previous: number | null = null
  return cells.map(({ value, empty }) => {
    if (!empty) previous = value
    if (!empty || fill === undefined) return value
    return fill === 'zero' ? 0 : fill === 'previous' ? previous : null
  })
}

/** The points of the steps that were asked for, named by the starts of `shown`, a grid as long. */
export function drawPoints(grid: Grid, values: readonly (number | null)[], shown: Grid, now: number): DataPoint[] {
  return values.slice(grid.lead).map((value, i) => {
    const index = i + grid.lead
    const point = { timestamp: new Date(shown.starts[i + shown.lead]!).toISOString(), value }
    return isPartial(grid, index, now) ? { ...point, partial: true as const } : point
  })
}
