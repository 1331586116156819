import { median } from '@/lib/stats/median'
import { hourMs } from '../grid'

/** Where each row of a series lies on a regular grid. Rows of one time share a slot, the last of them counts. */
export type Slots = { startMs: number; stepMs: number; slots: Int32Array; values: Float64Array }

const firstDistances = 100
const longest = 5_000_000

/**
 * Lays rows, in any order, on a grid of their usual distance: the median of the first hundred. What lies between is unknown; a row that comes
 * early takes the next slot, so that rows share none. Throws `RangeError` for times so far apart that the grid would be too long.
 */
export function laySlots(timesMs: ArrayLike<number>, values: ArrayLike<number>): Slots {
  const order = Array.from({ length: timesMs.length }, (_, row) => row)
  order.sort((a, b) => timesMs[a]! - timesMs[b]! || a - b)
  const times = order.map((row) => timesMs[row]!)
  const distances: number[] = []
  for (let at = 1; at < times.length && distances.length < firstDistances; at++) {
    if (times[at]! > times[at - 1]!) distances.push(times[at]! - times[at - 1]!)
  }
  const stepMs = distances.length > 0 ? median(distances) : hourMs
  const startMs = times[0] ?? 0
  const slots = new Int32Array(timesMs.length)
  let last = -1
  order.forEach((row, at) => {
    if (at === 0 || times[at] !== times[at - 1]) last = Math.max(last + 1, Math.round((times[at]! - startMs) / stepMs))
    if (last >= longest) {
      throw new RangeError(
        `its times span more than ${longest} steps of ${stepMs / 1000} s (the usual distance of its first rows)`,
      )
    }
    slots[row] = last
  })
  const laid = new Float64Array(last + 1).fill(Number.NaN)
  for (const row of order) laid[slots[row]!] = values[row]!
  return { startMs, stepMs, slots, values: laid }
}
