import { dayMs, hourMs, minuteMs } from './fold'

export const resolutions = ['samples_1m', 'samples_1h', 'samples_1d'] as const
export type Resolution = (typeof resolutions)[number]

/**
 * A stretch of time and where it is read from: a resolution of the rollups, the raw events, or the minutes of the storage engine
 * with what came late.
 */
export type Piece = { from: number; to: number; resolution: Resolution | 'raw' | 'engine' }

const widths: [Resolution, number][] = [
  ['samples_1d', dayMs],
  ['samples_1h', hourMs],
  ['samples_1m', minuteMs],
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

/** From here on a few look-ups a step cost less than its minutes. */
const wide = 4.5 * hourMs

/** Steps with edges below a minute, so few and so far apart, cost less by their minutes than by their events. */
const fewEdges = 4
const farApart = 5 * minuteMs

/** Each step by itself: days within the months of a zone, whatever their edges; neighbours of one resolution are one. */
function coverEach(edges: readonly number[]): Piece[] {
  const pieces: Piece[] = []
  for (let i = 1; i < edges.length; i++) {
    for (const piece of cover(edges[i - 1]!, edges[i]!, widths)) {
      const last = pieces.at(-1)
      if (last && last.resolution === piece.resolution) last.to = piece.to
      else pieces.push(piece)
    }
  }
  return pieces
}

/**
 * What to read for [from, to) in steps that start at `starts`: the coarsest resolution whose buckets never straddle
 * a step, finer ones at the edges (of each step, where steps are wide), raw events below a minute.
 */
export function planPieces(from: number, to: number, starts: readonly number[]): Piece[] {
  const inner = starts.filter((start) => start > from && start < to)
  const allowed = widths.filter(([, width]) => inner.every((start) => start % width === 0))
  const apart = (to - from) / (inner.length + 1)
  const few = inner.length <= fewEdges && apart >= farApart
  if (allowed.length === 0 && !few) return cover(from, to, allowed)
  if (allowed.length === widths.length || (allowed.length > 0 && apart < wide)) return cover(from, to, allowed)
  return coverEach([from, ...inner, to])
}
