import { dayMs, hourMs, minuteMs } from './fold'
import type { Piece, Resolution } from './plan'

/** A stretch of time of which a resolution has lost, or may have lost, samples to retention. */
export type Expired = { resolution: Resolution | 'raw'; from: number; to: number }

type Coarser = { resolution: Resolution; width: number }
const coarser: Record<Piece['resolution'], Coarser | undefined> = {
  raw: { resolution: 'samples_1m', width: minuteMs },
  samples_1m: { resolution: 'samples_1h', width: hourMs },
  samples_1h: { resolution: 'samples_1d', width: dayMs },
  samples_1d: undefined,
  engine: undefined,
}

/** A piece that is read from a coarser resolution than it was planned from: its buckets that begin in it. */
export type KeptPiece = Piece & { width?: number }

function keptOf(piece: KeptPiece, expired: readonly Expired[]): KeptPiece[] {
  const { from, to, resolution } = piece
  if (from >= to) return []
  const next = coarser[resolution]
  const lost = next && expired.find((one) => one.resolution === resolution && one.from < to && from < one.to)
  if (!next || !lost) return [piece]
  const { width } = next
  const [start, end] = [Math.max(from, lost.from), Math.min(to, lost.to)]
  const [first, last] = [start, end].map((at) => Math.ceil(at / width) * width) as [number, number]
  return [
    ...keptOf({ ...piece, to: start }, expired),
    ...keptOf({ from: first, to: last, resolution: next.resolution, width }, expired),
    ...keptOf({ ...piece, from: end }, expired),
  ]
}

/** What to read in the place of pieces that have expired. A coarse bucket belongs to where it begins. */
export const keptPieces = (pieces: readonly Piece[], expired: readonly Expired[]): KeptPiece[] =>
  pieces.flatMap((piece) => keptOf(piece, expired))

type Stretch = { from: number; to: number }

/** What is left of `whole` without `gone`, both ascending. */
export function without(whole: Stretch, gone: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = []
  let { from } = whole
  for (const one of gone) {
    if (one.to <= from || one.from >= whole.to) continue
    if (one.from > from) left.push({ from, to: one.from })
    from = one.to
  }
  return from < whole.to ? [...left, { from, to: whole.to }] : left
}

/** Pieces of minutes as far as they lie in `stretches`, ascending, from the storage engine. */
export const enginePieces = (pieces: readonly KeptPiece[], stretches: readonly Stretch[]): KeptPiece[] =>
  pieces.flatMap((piece) => {
    if (piece.resolution !== 'samples_1m') return piece
    const own = stretches.flatMap(({ from, to }): Stretch[] => {
      const part = { from: Math.max(from, piece.from), to: Math.min(to, piece.to) }
      return part.from < part.to ? [part] : []
    })
    const there = own.map((part) => ({ ...piece, ...part, resolution: 'engine' as const }))
    return [...without(piece, own).map((part) => ({ ...piece, ...part })), ...there].sort((a, b) => a.from - b.from)
  })

/** Days are an hour shorter once a year. */
const leeway = 0.9

/** The width of the buckets that are too coarse for the steps that start at `starts`; null where all fit. */
export function tooCoarseFor(pieces: readonly KeptPiece[], starts: readonly number[]): number | null {
  const widths = pieces.flatMap(({ from, to, width = 0 }) => {
    const narrow = starts.some((start, i) => {
      const next = starts[i + 1]
      return next !== undefined && start < to && from < next && next - start < width * leeway
    })
    return narrow ? width : []
  })
  return widths.length > 0 ? Math.max(...widths) : null
}

/** The width of the finest buckets that are kept of all of [from, to). */
export function finestKept(from: number, to: number, expired: readonly Expired[]): number {
  const lost = (resolution: Resolution) =>
    expired.some((one) => one.resolution === resolution && one.from < to && from < one.to)
  if (!lost('samples_1m')) return minuteMs
  return lost('samples_1h') ? dayMs : hourMs
}
