import { DecimalSum } from './decimal'
import type { Aggregate } from './fold'
import { type Grid, stepSpan } from './grid'

/**
 * The age of the newest event, in seconds, at the end of each step of a grid (at `now` in the one that is running), from
 * the times of the newest in the steps and of the newest before them (null: there is none). Steps before the first
 * event and after `now` have none. A sample is at the time of its event, so that of several tables the newest is told.
 */
export function ageSteps(
  grid: Grid,
  newestIn: ReadonlyMap<number, number>,
  before: number | null,
  now: number,
): Map<number, Aggregate> {
  const ages = new Map<number, Aggregate>()
  let newest = before
  for (const index of grid.starts.keys()) {
    const span = stepSpan(grid, index)
    if (span.from > now) break
    newest = newestIn.get(index) ?? newest
    if (newest === null) continue
    const age = Math.max(0, Math.min(span.to, now) - newest) / 1000
    const sum = new DecimalSum()
    sum.add(age)
    ages.set(index, { count: 1, sum, min: age, max: age, firstAt: newest, last: age, lastAt: newest })
  }
  return ages
}
