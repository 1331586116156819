import { dayMs } from './fold'
import { stepEdges, stepsBefore } from './steps'
import { requireReach, type Step, shiftBack, toWall } from './wall'

export type Interval = { from: number; to: number }

/** Steps in milliseconds over [from, to). The first `lead` of them lie before it and are whole; the others are cut to it. */
export type Grid = Interval & {
  starts: readonly number[]
  end: number
  lead: number
  /** The starts of the `count` steps before the first. */
  before(count: number): number[]
}

export function layGrid({ from, to }: Interval, step: Step, tz: string): Grid {
  const edges = stepEdges(from, to, step, tz)
  return { ...edges, from, to, lead: 0, before: (count) => stepsBefore(edges.starts[0] ?? from, count, step, tz) }
}

/** The interval as one step; those before it are as long. */
export function wholeGrid({ from, to }: Interval): Grid {
  const before = (count: number) =>
    Array.from({ length: count }, (_, i) => requireReach(from - (count - i) * (to - from)))
  return { starts: to > from ? [from] : [], end: to, from, to, lead: 0, before }
}

/** The grid with `count` more steps before the others. */
export function extendGrid({ before, ...grid }: Grid, count: number): Grid {
  const more = before(count)
  return {
    ...grid,
    starts: [...more, ...grid.starts],
    lead: grid.lead + count,
    before: (further) => before(further + count).slice(0, further),
  }
}

/** So many steps are looked through for a value that goes on into a grid: as many as the grid has, or these. */
const lookBack = { least: 100, most: 1000 }

/** The steps before a grid, all whole, in which to look for what goes on into it; those that start before `since` are left out. */
export function gridBefore({ starts, from, before }: Grid, since: number): Grid {
  const end = starts[0] ?? from
  const own = before(Math.min(lookBack.most, Math.max(lookBack.least, starts.length))).filter((start) => start >= since)
  return { starts: own, end, from: own[0] ?? end, to: end, lead: 0, before: () => [] }
}

/** The grid `step` earlier, on the clock of `tz` where it is of days or months. */
export function shiftGrid(grid: Grid, step: Step, tz: string): Grid {
  const back = (at: number) => shiftBack(at, step, tz)
  const { starts, end, from, to, lead, before } = grid
  return {
    starts: starts.map(back),
    end: back(end),
    from: back(from),
    to: back(to),
    lead,
    before: (count) => before(count).map(back),
  }
}

/** What of a step is asked for, in milliseconds. */
export function stepSpan({ starts, end, from, to, lead }: Grid, index: number): Interval {
  const [start, next] = [starts[index]!, starts[index + 1] ?? end]
  return index < lead ? { from: start, to: next } : { from: Math.max(start, from), to: Math.min(next, to) }
}

export const stepSeconds = (grid: Grid, index: number) => {
  const span = stepSpan(grid, index)
  return (span.to - span.from) / 1000
}

/** Whether a step is cut by the interval, or not over at `now`. */
export function isPartial(grid: Grid, index: number, now: number): boolean {
  const span = stepSpan(grid, index)
  const end = grid.starts[index + 1] ?? grid.end
  return span.from > grid.starts[index]! || span.to < end || end > now
}

/** The unbroken stretches of time of a grid, each with the steps in it; `offset` is the place of the first of these. */
export function segments({ starts, from, to, lead }: Grid): (Interval & { starts: number[]; offset: number })[] {
  const asked = { from, to, starts: starts.slice(lead), offset: lead }
  if (lead === 0) return [asked]
  return [{ from: starts[0]!, to: starts[lead] ?? from, starts: starts.slice(0, lead), offset: 0 }, asked]
}

/** How far back the period before [from, to) lies: whole days of the clock where it is made of such. */
export function periodOf({ from, to }: Interval, tz: string): Step {
  const wall = toWall(to, tz) - toWall(from, tz)
  return wall % dayMs === 0 ? wall : to - from
}
