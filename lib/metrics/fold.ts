import type { MeasureKind } from './contract'
import { DecimalSum } from './decimal'
import type { Sample } from './measure'
import { markOf } from './sketch/hyper-log-log'
import { binOf } from './sketch/quantile-sketch'

/** What a bucket of samples keeps. Times are milliseconds; `last` is the value at `lastAt`, the greater on a tie. */
export type Aggregate = {
  count: number
  sum: DecimalSum
  min: number
  max: number
  firstAt: number
  last: number
  lastAt: number
}

/**
 * The samples of one measure under one label, per minute (its start, milliseconds). `marks` are what sketches are made of: of
 * numbers the bin of each, of identifiers the mark of each, which have nothing else; null where there is no sketch.
 */
export type SeriesFold = {
  tableId: number
  kind: MeasureKind
  field: string
  label: string | null
  minutes: Map<number, Aggregate>
  marks: Map<number, number[]> | null
}

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
export const weekMs = 7 * dayMs

/** Adds a sample to what its bucket holds (made when there is nothing). */
export function addSample(aggregate: Aggregate | undefined, value: number | string, at: number): Aggregate {
  const number = typeof value === 'number' ? value : Number(value)
  if (!aggregate) {
    const sum = new DecimalSum()
    sum.add(value)
    return { count: 1, sum, min: number, max: number, firstAt: at, last: number, lastAt: at }
  }
  aggregate.count += 1
  aggregate.sum.add(value)
  if (number < aggregate.min) aggregate.min = number
  if (number > aggregate.max) aggregate.max = number
  if (at < aggregate.firstAt) aggregate.firstAt = at
  if (at > aggregate.lastAt || (at === aggregate.lastAt && number > aggregate.last)) aggregate.last = number
  if (at > aggregate.lastAt) aggregate.lastAt = at
  return aggregate
}

/** Adds `part` into `whole` (made when there is none); merging is the same in any order. */
export function mergeAggregate(whole: Aggregate | undefined, part: Aggregate): Aggregate {
  if (!whole) {
    const sum = new DecimalSum()
    sum.addSum(part.sum)
    return { ...part, sum }
  }
  whole.count += part.count
  whole.sum.addSum(part.sum)
  whole.min = Math.min(whole.min, part.min)
  whole.max = Math.max(whole.max, part.max)
  whole.firstAt = Math.min(whole.firstAt, part.firstAt)
  if (part.lastAt > whole.lastAt || (part.lastAt === whole.lastAt && part.last > whole.last)) whole.last = part.last
  whole.lastAt = Math.max(whole.lastAt, part.lastAt)
  return whole
}

const entry = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

/** Gathers samples into per-(series, minute) aggregates. */
export class Fold {
  readonly series: SeriesFold[] = []
  #tables = new Map<number, Map<MeasureKind, Map<string, Map<string | null, SeriesFold>>>>()

  #seriesOf(tableId: number, { kind, field, label }: Omit<Sample, 'value'>): SeriesFold {
    const kinds = entry(this.#tables, tableId, () => new Map())
    const fields = entry(kinds, kind, () => new Map())
    const labels = entry(fields, field, () => new Map())
    return entry(labels, label, () => {
      const marks = kind === 'value' || kind === 'distinct' ? new Map<number, number[]>() : null
      const made: SeriesFold = { tableId, kind, field, label, minutes: new Map(), marks }
      this.series.push(made)
      return made
    })
  }

  /** Puts a series into that of another label; answers how many samples it had. */
  relabel(series: SeriesFold, label: string): number {
    const whole = this.#seriesOf(series.tableId, { kind: series.kind, field: series.field, label })
    let count = 0
    for (const [bucket, part] of series.minutes) {
      count += part.count
      whole.minutes.set(bucket, mergeAggregate(whole.minutes.get(bucket), part))
    }
    series.minutes.clear()
    return count
  }

  add(tableId: number, at: number, sample: Sample) {
    const { minutes, marks } = this.#seriesOf(tableId, sample)
    const { value } = sample
    const bucket = at - (at % minuteMs)
    if (marks) {
      const mark = sample.kind === 'distinct' ? markOf(value as string) : binOf(Number(value))
      const known = marks.get(bucket)
      if (known) known.push(mark)
      else marks.set(bucket, [mark])
      if (sample.kind === 'distinct') return
    }
    const before = minutes.get(bucket)
    const after = addSample(before, value, at)
    if (!before) minutes.set(bucket, after)
  }
}
