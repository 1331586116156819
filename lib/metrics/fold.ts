import type { MeasureKind } from './contract'
import { DecimalSum } from './decimal'
import { dayMs, minuteMs } from './durations'
import { keptBeside, type LevelChange } from './levels'
import type { Sample } from './measure'
import { markOf } from './sketch/hyper-log-log'
import { binOf } from './sketch/quantile-sketch'

export { dayMs, hourMs, minuteMs } from './durations'

/**
 * What a bucket of samples keeps. Times are milliseconds; `last` is the value at `lastAt`, the greater on a tie. `change` is
 * that of the level beside the samples, null where it is their sum.
 */
export type Aggregate = {
  count: number
  sum: DecimalSum
  min: number
  max: number
  firstAt: number
  last: number
  lastAt: number
  change?: DecimalSum | null
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
  /** Values that are no samples, for they were there before. */
  found: number
}

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
    const copy = { ...part, sum }
    if (part.change) {
      copy.change = new DecimalSum()
      copy.change.addSum(part.change)
    }
    return copy
  }
  mergeChanges(whole, part)
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

const changeOf = ({ change, sum }: Aggregate) => change ?? sum

function mergeChanges(whole: Aggregate, part: Aggregate) {
  if (!whole.change && !part.change) return
  const change = new DecimalSum()
  change.addSum(changeOf(whole))
  change.addSum(changeOf(part))
  whole.change = change
}

/** A bucket without samples, for a change of the level alone. */
export const noSamples = (): Aggregate => ({
  count: 0,
  sum: new DecimalSum(),
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  firstAt: Number.POSITIVE_INFINITY,
  last: 0,
  lastAt: Number.NEGATIVE_INFINITY,
  change: new DecimalSum(),
})

const sketchedKinds = new Set<MeasureKind>(['value', 'distinct', 'lag'])

/**
 * Gathers samples into per-(series, minute) aggregates. With `apart`, levels do not change by samples but by what `change`
 * says; without, each sample is of a row that was inserted, and changes the level by its value.
 */
export class Fold {
  constructor(private readonly apart = false) {}

  readonly series: SeriesFold[] = []
  #tables = new Map<number, Map<MeasureKind, Map<string, Map<string | null, SeriesFold>>>>()

  #seriesOf(tableId: number, { kind, field, label }: Omit<Sample, 'value'>): SeriesFold {
    const kinds = entry(this.#tables, tableId, () => new Map())
    const fields = entry(kinds, kind, () => new Map())
    const labels = entry(fields, field, () => new Map())
    return entry(labels, label, () => {
      const marks = sketchedKinds.has(kind) ? new Map<number, number[]>() : null
      const made: SeriesFold = { tableId, kind, field, label, minutes: new Map(), marks, found: 0 }
      this.series.push(made)
      return made
    })
  }

  /** Puts a series into that of another label; answers how many values it had. */
  relabel(series: SeriesFold, label: string): number {
    const whole = this.#seriesOf(series.tableId, { kind: series.kind, field: series.field, label })
    let count = series.found
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
    if (before) return
    if (this.apart) after.change = new DecimalSum()
    minutes.set(bucket, after)
  }

  /** A change of a level; `found` where it is by a value that was there before, as a first read tells. */
  change(tableId: number, at: number, { kind, field, label, value }: LevelChange, found: boolean) {
    const series = this.#seriesOf(tableId, { kind: keptBeside[kind], field, label })
    const bucket = at - (at % minuteMs)
    const aggregate = entry(series.minutes, bucket, noSamples)
    aggregate.change ??= new DecimalSum()
    aggregate.change.add(value)
    if (found) series.found += 1
  }
}
