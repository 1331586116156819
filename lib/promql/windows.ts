import { minuteMs } from '@/lib/metrics/fold'
import type { Grid } from '@/lib/metrics/grid'
import { lowerBound } from '@/lib/stats/lower-bound'
import { refuseToCompute } from './syntax'

const origin = 0
const latest = Date.UTC(9999, 0)

/**
 * What of the samples a reading needs: the start of each window beside its end (`starts`), and what came before the first:
 * all of it, or how things stood a minute before. `byMinute`: an edge within a minute counts as its end.
 */
export type Need = { starts: boolean; before: 'all' | 'minute' | 'nothing'; byMinute: boolean }

/**
 * Windows over cells: cell `n` holds what lies from `edges[n]` to the next edge, and window `i` the cells from `low[i]` up
 * to `high[i]`, which is not in it.
 */
export type Windows = { edges: number[]; low: number[]; high: number[]; seconds: number }

const floor = (at: number) => Math.floor(at / minuteMs) * minuteMs
const ceil = (at: number) => Math.ceil(at / minuteMs) * minuteMs
const within = (at: number) => Math.min(Math.max(at, origin), latest)

/** Windows that end at more than one time are brought down to the minute, which the rollups know. */
function alignment(ends: readonly number[], rangeMs: number, { starts, byMinute }: Need): (at: number) => number {
  if (ends[0] === ends.at(-1)) return byMinute ? ceil : (at) => at
  if (starts && rangeMs % minuteMs !== 0) {
    throw refuseToCompute(
      `a range at several steps is made of whole minutes, and ${rangeMs / 1000}s are not; in Grafana set the data source's scrape interval, or the query's min step, to 1m`,
    )
  }
  return floor
}

/** Lays windows of `rangeMs` that end at `ends`, ascending milliseconds. Throws `invalid_input`. */
export function layWindows(ends: readonly number[], rangeMs: number, need: Need): Windows {
  const align = alignment(ends, rangeMs, need)
  const spans = ends.map((end) => ({ from: within(align(end - rangeMs)), to: within(align(end)) }))
  const wanted = new Set(need.starts ? spans.flatMap(({ from, to }) => [from, to]) : spans.map(({ to }) => to))
  const first = Math.min(...[...wanted].slice(0, 2))
  if (need.before === 'all') wanted.add(origin)
  if (need.before === 'minute') wanted.add(within(first - minuteMs))
  const edges = [...wanted].sort((a, b) => a - b)
  const low = spans.map(({ from }) => (need.starts ? lowerBound(edges, from) : 0))
  return { edges, low, high: spans.map(({ to }) => lowerBound(edges, to)), seconds: rangeMs / 1000 }
}

/** The cells as steps of a grid. */
export const cellGrid = ({ edges }: Pick<Windows, 'edges'>): Grid => ({
  starts: edges.slice(0, -1),
  end: edges.at(-1)!,
  from: edges[0]!,
  to: edges.at(-1)!,
  lead: 0,
  before: () => [],
})
