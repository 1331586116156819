import { quantile } from '@/lib/stats/quantile'
import { robustScale } from '@/lib/stats/robust-scale'
import { standardDeviation } from '@/lib/stats/standard-deviation'
import { bucketsIn, dayMs, hourMs } from './grid'

const atLeast = 20

function known(values: Float64Array, from: number, to: number): Float64Array {
  const found = new Float64Array(to - from)
  let count = 0
  for (let at = from; at < to; at++) if (!Number.isNaN(values[at])) found[count++] = values[at]!
  return found.subarray(0, count)
}

/** What the misses before a bucket were like: by robust scale, by standard deviation, and the size of the values. */
export type Spread = { scale: Float64Array; deviation: Float64Array; size: Float64Array }
type Misses = { stepMs: number; windowMs: number; values: Float64Array; residual: Float64Array }

type Phase = { perDay: number; reach: number; days: number }

/** The misses of the hour from `at` on and an hour to either side, of the days before. */
function nearPhase(residual: Float64Array, at: number, { perDay, reach, days }: Phase): Float64Array {
  const found = new Float64Array(days * 3 * reach)
  let count = 0
  for (let day = 1; day <= days; day++) {
    const to = Math.min(at, at - day * perDay + 2 * reach)
    for (let index = Math.max(0, at - day * perDay - reach); index < to; index++) {
      if (!Number.isNaN(residual[index])) found[count++] = residual[index]!
    }
  }
  return found.subarray(0, count)
}

/**
 * The spread of misses over the window, refitted every twelve hours, averaged (as variances) with that of the same time of day
 * ± 1 h, refitted every hour. NaN until 20 misses are known.
 */
export function spreadMisses({ stepMs, windowMs, values, residual }: Misses): Spread {
  const length = values.length
  const [scale, deviation, size] = [0, 0, 0].map(() => new Float64Array(length).fill(Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const window = bucketsIn(windowMs, stepMs)
  const perHour = bucketsIn(hourMs, stepMs)
  const phase = { perDay: bucketsIn(dayMs, stepMs), reach: perHour, days: Math.max(1, Math.floor(windowMs / dayMs)) }
  const refit = 12 * perHour
  let overall = Number.NaN
  for (let at = 0; at < length; at += perHour) {
    if (at % refit === 0) {
      const misses = known(residual, Math.max(0, at - window), at)
      const sizes = known(values, Math.max(0, at - window), at)
      for (let index = 0; index < sizes.length; index++) sizes[index] = Math.abs(sizes[index]!)
      const enough = misses.length >= atLeast
      overall = enough ? robustScale(misses) : Number.NaN
      deviation.fill(enough ? standardDeviation(misses) : Number.NaN, at, at + refit)
      size.fill(quantile(sizes, 0.9), at, at + refit)
    }
    const similar = nearPhase(residual, at, phase)
    const local = similar.length >= atLeast ? robustScale(similar) : overall
    scale.fill(Math.sqrt((overall * overall + local * local) / 2), at, at + perHour)
  }
  return { scale, deviation, size }
}
