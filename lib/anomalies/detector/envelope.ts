import type { Clock } from './clock'
import type { Column } from './column'

const likeDays = 7
const daysBack = 28
const trimmed = 0.05
const nearMs = 600_000

type Place = { at: number; value: number; sharp: boolean }

/**
 * How far outside what this time of day (± 10 min; the very bucket where it is `sharp`) had on the last seven like days, or else
 * on the last seven days, a value lies; null if too few are known.
 */
export function outsideEnvelope(values: Column, clock: Clock, { at, value, sharp }: Place): number | null {
  const reach = sharp ? 0 : Math.max(1, Math.round(nearMs / clock.stepMs))
  const enough = sharp ? 4 : 3 * (2 * reach + 1)
  const seen = new Float64Array(likeDays * (2 * reach + 1))
  for (const like of [true, false]) {
    let count = 0
    for (let day = 1, days = 0; day <= daysBack && days < likeDays; day++) {
      const then = at - day * clock.perDay
      if (then < 0) break
      if (like && clock.kind(then) !== clock.kind(at)) continue
      days++
      for (let near = Math.max(0, then - reach); near <= Math.min(at - 1, then + reach); near++) {
        const one = values.data[near]!
        if (!Number.isNaN(one)) seen[count++] = one
      }
    }
    if (count < enough) continue
    const order = seen.subarray(0, count).sort()
    const trim = Math.floor(count * trimmed)
    return Math.max(0, value - order[count - 1 - trim]!, order[trim]! - value)
  }
  return null
}
