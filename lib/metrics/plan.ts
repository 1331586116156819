import { dayMs, hourMs, minuteMs } from './fold'

export const resolutions = ['rollups_1m', 'rollups_1h', 'rollups_1d'] as const
export type Resolution = (typeof resolutions)[number]

/** A stretch of time and where it is read from: a resolution of the rollups, or the raw events. */
export type Piece = { from: number; to: number; resolution: Resolution | 'raw' }

const widths: [Resolution, number][] = [
  ['rollups_1d', dayMs],
  ['rollups_1h', hourMs],
  ['rollups_1m', minuteMs],
]

function cover(from: number, to: number, allowed: [Resolution, number][]): Piece[] {
  if (from >= to) return []
  const [next, ...finer] = allowed
  if (!next) return [{ from, to, resolution: 'raw' }]
  const [resolution, width] = next
  const start = Math.ceil(from / width) * width
  const end = Math.floor(to / width) * width
  if (start >= end) return cover(from, to, finer)
  return [...cover(from, start, finer), { from: start, to: end, resolution }, ...cover(end, to, finer)]
}

/**
 * What to read for [from, to) in steps that start at `starts`: the coarsest resolution whose buckets never straddle
 * a step, finer ones at the edges, raw events below a minute.
 */
export function planPieces(from: number, to: number, starts: readonly number[]): Piece[] {
  const inner = starts.filter((start) => start > from && start < to)
  const allowed = widths.filter(([, width]) => inner.every((start) => start % width === 0))
  return cover(from, to, allowed)
}
