import { knowsAverage } from './cadence'
import { type Grid, isMean, type Nature } from './grid'
import { type Bounds, sharesOf } from './shares'

/** Whose cells: those of a series, or of one rule among all that the rules of a table counted (series/rule). */
export type CheckId = `${number}/${number}`
export type CellId = number | CheckId

/** What one series had in the buckets that had anything: slot (bucket start divided by step), count and sum. */
export type Cells = { slots: Float64Array; counts: Float64Array; sums: Float64Array }

/** Reads `slot:count:sum,…`, the compact form in which the database hands over many buckets. */
export function parseCells(text: string): Cells {
  const parts = text.split(',')
  const cells = {
    slots: new Float64Array(parts.length),
    counts: new Float64Array(parts.length),
    sums: new Float64Array(parts.length),
  }
  parts.forEach((part, index) => {
    const [slot, count, sum] = part.split(':')
    cells.slots[index] = Number(slot)
    cells.counts[index] = Number(count)
    cells.sums[index] = Number(sum)
  })
  return cells
}

type Span = { fromSlot: number; toSlot: number }

/** Adds up one column of the cells of several series, per slot of the span. */
export function addUp(parts: Cells[], column: 'counts' | 'sums', { fromSlot, toSlot }: Span): Float64Array {
  const line = new Float64Array(Math.max(0, toSlot - fromSlot))
  for (const part of parts) {
    for (let index = 0; index < part.slots.length; index++) {
      const at = part.slots[index]! - fromSlot
      if (at >= 0 && at < line.length) line[at]! += part[column][index]!
    }
  }
  return line
}

type Lay = Span & { stepMs: number; nature: Nature; bounds?: Bounds; present: (slot: number) => boolean }

/**
 * The line of a series from its first sample on. A bucket without one is a count and a sum of 0 where something was
 * there to send it (`present`), else unknown; an average or a share of fewer than five is unknown. One row adds its part to a mean.
 */
export function layGrid(parts: Cells[], { stepMs, nature, bounds, present, fromSlot, toSlot }: Lay): Grid {
  const counts = addUp(parts, 'counts', { fromSlot, toSlot })
  const sums = nature === 'count' ? counts : addUp(parts, 'sums', { fromSlot, toSlot })
  const first = Math.max(
    0,
    counts.findIndex((count) => count > 0),
  )
  const values = new Float64Array(counts.length - first)
  let [rows, total] = [0, 0]
  for (let at = first; at < counts.length; at++) {
    rows += counts[at]!
    total += Math.abs(sums[at]!)
    const absent = counts[at] === 0 && !present(fromSlot + at)
    const flow = absent ? Number.NaN : sums[at]!
    values[at - first] = !isMean(nature) ? flow : knowsAverage(counts[at]!) ? sums[at]! / counts[at]! : Number.NaN
  }
  const place = { startMs: (fromSlot + first) * stepMs, stepMs, nature }
  if (nature === 'share') return { ...place, unit: 0, whole: bounds ?? 1, values, rows: counts.slice(first) }
  const shares = nature === 'average' ? sharesOf(values, bounds) : null
  const usual = rows > 0 ? total / rows : 0
  const unit = nature === 'average' && rows > 0 ? usual / (rows / counts.filter((count) => count > 0).length) : usual
  return { ...place, unit, ...shares, values }
}
