import { mstl } from '@/lib/stats/mstl'
import { dayMs, type Grid } from './grid'

/** `trend`, `season` and `remainder` add up to the value, but for rounding; the remainder is NaN where the value is unknown. */
export type Parts = { periods: number[]; trend: Float64Array; season: Float64Array; remainder: Float64Array }

const cyclesAtLeast = 2
const weeksAtLeast = 3
const largest = 1e150

/** Unknown values replaced by the line between the nearest known ones. */
function fillGaps(values: Float64Array): Float64Array {
  const filled = values.map((value) => (Number.isFinite(value) && Math.abs(value) <= largest ? value : Number.NaN))
  let before = -1
  for (let at = 0; at < filled.length; at++) {
    if (Number.isNaN(filled[at]!)) continue
    const from = before < 0 ? filled[at]! : filled[before]!
    for (let gap = before + 1; gap < at; gap++) {
      filled[gap] = before < 0 ? from : from + ((filled[at]! - from) * (gap - before)) / (at - before)
    }
    before = at
  }
  if (before >= 0) filled.fill(filled[before]!, before + 1)
  return filled
}

/** A grid taken apart by robust MSTL: by days, and by weeks where it has three; a text where it is too short or too sparse for that. */
export function decompose(grid: Grid): Parts | string {
  const { values, stepMs } = grid
  const perDay = dayMs / stepMs
  const known = values.reduce((count, value) => count + (Number.isFinite(value) ? 1 : 0), 0)
  if (perDay < 2 || !Number.isInteger(perDay)) return 'The step has to divide a day, and be half a day at most'
  if (values.length < cyclesAtLeast * perDay) return 'Less than two days are known: there is no season to tell yet'
  if (known < values.length / 2) return 'More than half of the values are unknown'
  const isWeekly = values.length >= weeksAtLeast * 7 * perDay
  const periods = isWeekly ? [perDay, 7 * perDay] : [perDay]
  const fit = mstl(fillGaps(values), {
    periods,
    seasonalWindows: periods.map(() => 'periodic'),
    robust: true,
    outer: 3,
  })
  const season = fit.trend.map((_, at) => fit.seasonal.reduce((sum, one) => sum + one[at]!, 0))
  const remainder = values.map((value, at) => value - fit.trend[at]! - season[at]!)
  return { periods: periods.map((period) => period * stepMs), trend: fit.trend, season, remainder }
}
