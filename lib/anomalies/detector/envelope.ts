import type { Clock } from './clock'
import type { Column } from './column'

const likeDays = 7
const cyclesAtMost = 42
const daysBack = 28
const trimmed = 0.05
const nearMs = 600_000
/** Of turns of months few are known. */
export const turnsVary = 0.1

type Place = { at: number; value: number; sharp: boolean; mild: boolean }

/**
 * How far outside what this time of day (± 10 min; the very bucket where it is `sharp`) had on the last seven like days, or else
 * on the last seven days, a value lies; null if too few are known. Where one is to be `mild`, what lies nearer counts.
 */
export function outsideEnvelope(values: Column, clock: Clock, { at, value, sharp, mild }: Place): number | null {
  const reach = sharp ? 0 : Math.max(1, Math.round(nearMs / clock.stepMs))
  const enough = sharp ? 4 : 3 * (2 * reach + 1)
  const seen = new Float64Array(likeDays * (2 * reach + 1))
  let least: number | null = null
  for (const like of [true, false]) {
    let count = 0
    for (let day = 1, days = 0; day <= daysBack && days < likeDays; day++) {
      const then = clock.before(at, day)
      if (then < 0) break
      if (like && clock.kind(then) !== clock.kind(at)) continue
      days++
      for (let near = Math.max(0, then - reach); near <= Math.min(at - 1, then + reach); near++) {
        const one = values.data[near]!
        if (!Number.isNaN(one)) seen[count++] = one
      }
    }
    if (count < enough) continue
    const outside = outsideOf(value, seen.subarray(0, count))
    least = Math.min(outside, least ?? outside)
    if (!mild) break
  }
  return least === null || least === 0 ? least : Math.min(least, outsideTurns(values, clock, at, value))
}

/** The same of the turns of earlier months, if this day is one: month ends are alike, whatever their weekdays. */
function outsideTurns(values: Column, clock: Clock, at: number, value: number): number {
  const reach = Math.max(1, clock.perHour >> 1)
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const then of clock.turnsBefore(at)) {
    for (let near = Math.max(0, then - reach); near <= Math.min(at - 1, then + reach); near++) {
      const one = values.data[near]!
      if (one < low) low = one
      if (one > high) high = one
    }
  }
  if (low > high) return Number.POSITIVE_INFINITY
  const more = turnsVary * Math.max(Math.abs(low), Math.abs(high))
  return Math.max(0, value - high - more, low - more - value)
}

/** How far outside what this phase (one bucket around it) had in the cycles of seven days, or in seven cycles, a value lies; null if too few are known. */
export function outsideCycles(
  values: Column,
  { at, value, period, perDay }: { at: number; value: number; period: number; perDay: number },
): number | null {
  const cycles = Math.max(likeDays, Math.floor((likeDays * perDay) / period))
  const stride = Math.ceil(cycles / cyclesAtMost)
  const seen = new Float64Array(cyclesAtMost * 3)
  let count = 0
  for (let back = 1; back <= cycles && at - back * period > 0; back += stride) {
    for (let near = at - back * period - 1; near <= at - back * period + 1; near++) {
      const one = values.data[near]!
      if (!Number.isNaN(one)) seen[count++] = one
    }
  }
  return count < 9 ? null : outsideOf(value, seen.subarray(0, count))
}

function outsideOf(value: number, seen: Float64Array): number {
  const order = seen.sort()
  const trim = Math.floor(order.length * trimmed)
  return Math.max(0, value - order[order.length - 1 - trim]!, order[trim]! - value)
}
