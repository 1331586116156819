import { isPercentile, percentOf } from './aggregation'
import type { DataPoint, Fill } from './contract'
import { DecimalSum } from './decimal'
import { type Aggregate, mergeAggregate } from './fold'
import { type Grid, isPartial, stepSeconds } from './grid'
import type { Aggregation, Transform } from './question-words'
import { HyperLogLog } from './sketch/hyper-log-log'
import { QuantileSketch } from './sketch/quantile-sketch'
import { mergeSketch, type Sketch } from './sketch/sketch'
import { Tally } from './sketch/tally'

/** What is known of the samples of a step: their aggregate, or a sketch where that answers the question. */
export type Summary = Aggregate | Sketch

/** Stands for samples that are not known any more, or not yet: what they are part of has no value. */
export const unknownSamples: Aggregate = {
  count: Number.NaN,
  sum: new DecimalSum(),
  min: Number.NaN,
  max: Number.NaN,
  firstAt: Number.NaN,
  last: Number.NaN,
  lastAt: Number.NaN,
}

const isSketch = (summary: Summary): summary is Sketch =>
  summary instanceof QuantileSketch || summary instanceof HyperLogLog || summary instanceof Tally

const zeroOfNothing = new Set<Aggregation>(['sum', 'count', 'rate', 'distinct'])

function readSketch(sketch: Sketch, aggregation: Aggregation, seconds: number): number | null {
  if (sketch instanceof QuantileSketch)
    return isPercentile(aggregation) ? sketch.percentile(percentOf(aggregation)) : null
  if (sketch instanceof Tally) return null
  if (aggregation === 'distinct') return sketch.estimate()
  if (aggregation === 'rate') return seconds > 0 ? sketch.count / seconds : 0
  return aggregation === 'count' ? sketch.count : null
}

/** The value of an aggregation over `seconds`; null where it says nothing of no samples (zero for a sum of nothing). */
export function readValue(summary: Summary | undefined, aggregation: Aggregation, seconds: number): number | null {
  if (!summary || summary.count === 0) return zeroOfNothing.has(aggregation) ? 0 : null
  if (isSketch(summary)) return readSketch(summary, aggregation, seconds)
  const { count, min, max, last } = summary
  if (Number.isNaN(count)) return null
  const sum = Number(summary.sum.toString())
  const values: Partial<Record<Aggregation, number>> = {
    sum,
    count,
    min,
    max,
    last,
    avg: sum / count,
    rate: seconds > 0 ? sum / seconds : 0,
  }
  return values[aggregation] ?? null
}

/** Adds `part` into `whole`, of the same kind (a copy of it where there is none). */
function mergeSummary(whole: Summary | undefined, part: Summary): Summary {
  if (isSketch(part)) return mergeSketch(whole as Sketch | undefined, part)
  return mergeAggregate(whole as Aggregate | undefined, part)
}

/** All of one kind together. */
export function mergeAll(summaries: Iterable<Summary>): Summary | undefined {
  let all: Summary | undefined
  for (const one of summaries) all = mergeSummary(all, one)
  return all
}

/** A value at a step; `empty` where no sample is behind it. */
export type Cell = { value: number | null; empty: boolean }

/** The value of each step of a grid, from the summaries of those steps that have samples. */
export function readCells(
  grid: Grid,
  steps: ReadonlyMap<number, Summary>,
  aggregation: Aggregation,
  transform?: Transform,
): Cell[] {
  let whole: Summary | undefined
  let seconds = 0
  return grid.starts.map((_, index) => {
    const own = steps.get(index)
    const ownSeconds = stepSeconds(grid, index)
    if (transform === 'cumulative') {
      if (own) whole = mergeSummary(whole, own)
      seconds += ownSeconds
      return { value: readValue(whole, aggregation, seconds), empty: !whole }
    }
    const value = readValue(own, aggregation, ownSeconds)
    if (transform !== 'rate' || aggregation === 'rate' || value === null) return { value, empty: !own }
    return { value: ownSeconds > 0 ? value / ownSeconds : 0, empty: !own }
  })
}

/** Gives cells without a sample the value that was asked for, `before` being that before the first; without a wish they stay as they are. */
export function fillCells(
  cells: readonly Cell[],
  fill: Fill | undefined,
  before: number | null = null,
): (number | null)[] {
  let previous = before
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
