import { DecimalSum } from './decimal'
import { type Aggregate, dayMs, hourMs, minuteMs } from './fold'
import type { Grid } from './grid'
import type { Aggregation } from './question-words'

/** Where a level is read: after each stretch that begins at a start, the last of which ends at `end`; `stepOf` tells their steps. */
export type Stretches = { starts: number[]; stepOf: number[]; end: number }

const mostStretches = 15_000
const floor = (at: number) => at - (at % minuteMs)
const ceil = (at: number) => floor(at + minuteMs - 1)

/**
 * The stretches of a grid's steps. For `last` they are the steps; for `avg`, `min` and `max` the minutes in them, or hours or
 * days where these would be too many, or `finest` where finer ones have expired. Levels are kept by the minute: an edge within
 * one counts as its end.
 */
export function layStretches(grid: Grid, aggregation: Aggregation, finest = minuteMs): Stretches {
  const { starts, to } = grid
  const end = ceil(Math.min(grid.end, to))
  const span = end - (starts[0] ?? end)
  const width = [minuteMs, hourMs].find((one) => one >= finest && span / one <= mostStretches) ?? dayMs
  const stretches: Stretches = { starts: [], stepOf: [], end }
  starts.forEach((given, step) => {
    const start = step === 0 ? floor(given) : ceil(given)
    const until = Math.min(ceil(starts[step + 1] ?? end), end)
    stretches.starts.push(start)
    stretches.stepOf.push(step)
    if (aggregation === 'last') return
    for (let at = start - (start % width) + width; at < until; at += width) {
      stretches.starts.push(at)
      stretches.stepOf.push(step)
    }
  })
  return stretches
}

/** A level now, and how much it changed in each stretch; in that after the last since then. */
export type LevelHistory = { now: string; changes: ReadonlyMap<number, readonly string[]>; knownSince: number }

/** The level at the end of each stretch; null where it is not known yet. */
export function levelsAt({ starts, end }: Stretches, { now, changes, knownSince }: LevelHistory): (number | null)[] {
  const level = new DecimalSum()
  level.add(now)
  const values: (number | null)[] = new Array(starts.length).fill(null)
  let value: number | null = null
  for (let at = starts.length; at > 0; at -= 1) {
    for (const change of changes.get(at) ?? []) {
      level.add(change.startsWith('-') ? change.slice(1) : `-${change}`)
      value = null
    }
    if ((starts[at] ?? end) <= knownSince) break
    value ??= Number(level.toString())
    values[at - 1] = value
  }
  return values
}

/** The levels of a group's tables together: what is known of them. */
export function addLevels(tables: (number | null)[][]): (number | null)[] {
  const [first, ...others] = tables
  if (!first || others.length === 0) return first ?? []
  return first.map((_, place) => {
    const known = tables.flatMap((values) => values[place] ?? [])
    if (known.length === 0) return null
    const sum = new DecimalSum()
    for (const value of known) sum.add(value)
    return Number(sum.toString())
  })
}

/** What the levels of the stretches say of each step. */
export function foldLevels({ starts, stepOf, end }: Stretches, values: (number | null)[]): Map<number, Aggregate> {
  const steps = new Map<number, Aggregate>()
  values.forEach((value, place) => {
    if (value === null) return
    const at = starts[place + 1] ?? end
    const step = steps.get(stepOf[place]!)
    if (!step) {
      const sum = new DecimalSum()
      sum.add(value)
      const one = { count: 1, sum, min: value, max: value, firstAt: at, last: value, lastAt: at }
      steps.set(stepOf[place]!, one)
      return
    }
    step.count += 1
    step.sum.add(value)
    step.min = Math.min(step.min, value)
    step.max = Math.max(step.max, value)
    step.last = value
    step.lastAt = at
  })
  return steps
}
