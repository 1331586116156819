import { hourMs, minuteMs } from '@/lib/metrics/fold'
import { type Piece, planPieces } from '@/lib/metrics/plan'
import { refuseToCompute } from './syntax'

const origin = 0
/** Up to here reading what lies between two windows costs less than looking up each by itself. */
const near = 6 * hourMs

/** What of the samples a reading needs: the start of each window beside its end, and all that came before the first. */
export type Need = { starts: boolean; before: boolean }

/**
 * Windows over cells: cell `n` holds what lies from `edges[n]` to the next edge, and window `i` the cells from `low[i]` up
 * to `high[i]`, which is not in it.
 */
export type Windows = { edges: number[]; low: number[]; high: number[]; pieces: Piece[]; seconds: number }

/** Ends of windows that lie at more than one time are brought down to the minute, which the rollups know. */
function align(ends: readonly number[], rangeMs: number): { ends: readonly number[]; exact: boolean } {
  if (ends[0] === ends.at(-1)) return { ends, exact: true }
  if (rangeMs % minuteMs !== 0) {
    throw refuseToCompute(
      `a range at several steps is made of whole minutes, and ${rangeMs / 1000}s are not; in Grafana set the data source's scrape interval, or the query's min step, to 1m`,
    )
  }
  return { ends: ends.map((end) => Math.floor(end / minuteMs) * minuteMs), exact: false }
}

/** Stretches of time that hold all windows; two that are near are one. */
function joinSpans(ends: readonly number[], rangeMs: number): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = []
  for (const end of ends) {
    const last = spans.at(-1)
    if (last && end - rangeMs <= last.to + near) last.to = Math.max(last.to, end)
    else spans.push({ from: end - rangeMs, to: end })
  }
  return spans
}

function placeOf(edges: readonly number[], at: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (edges[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}

function planWhole(edges: readonly number[], spans: readonly { from: number; to: number }[]): Piece[] {
  return spans.flatMap(({ from, to }) => planPieces(from, to, edges.slice(placeOf(edges, from), placeOf(edges, to))))
}

/** Each cell by itself: only its own edges are read from raw events. */
const planCells = (edges: readonly number[]): Piece[] =>
  edges.slice(1).flatMap((to, i) => planPieces(edges[i]!, to, [edges[i]!]))

/** Lays windows of `rangeMs` that end at `ends`, and plans what to read for them. Throws `invalid_input`. */
export function layWindows(asked: readonly number[], rangeMs: number, { starts, before }: Need): Windows {
  const { ends, exact } = align(asked, starts ? rangeMs : 0)
  const wanted = new Set(starts ? ends.flatMap((end) => [end - rangeMs, end]) : ends)
  if (before) wanted.add(origin)
  const edges = [...wanted].filter((edge) => !before || edge >= origin).sort((a, b) => a - b)
  const [first, last] = [edges[0]!, edges.at(-1)!]
  const next = edges[1] ?? last
  const pieces = exact
    ? planCells(edges)
    : before
      ? [...planPieces(first, next, [first]), ...planWhole(edges, [{ from: next, to: last }])]
      : planWhole(edges, joinSpans(ends, rangeMs))
  const low = ends.map((end) => placeOf(edges, starts ? end - rangeMs : first))
  return { edges, low, high: ends.map((end) => placeOf(edges, end)), pieces, seconds: rangeMs / 1000 }
}
