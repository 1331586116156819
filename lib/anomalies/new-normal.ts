import { bucketsIn, dayMs, type Grid, hourMs } from './grid'

const carriedForMs = 4 * dayMs
const comparedMs = 2 * hourMs
const daysCompared = 7

/** What the same time of the days before had on average, NaN where that is not known. */
function usualAt(values: Float64Array, at: number, perDay: number, before: number): number {
  let [sum, days] = [0, 0]
  for (let day = 1; day <= daysCompared; day++) {
    const then = at - Math.ceil((at - before + 1) / perDay) * perDay - (day - 1) * perDay
    const value = values[then]
    if (value === undefined || Number.isNaN(value)) continue
    sum += value
    days++
  }
  return days === 0 ? Number.NaN : sum / days
}

/** How much of the usual the first two hours from `start` on had; null where that says nothing. */
function ratioFrom(values: Float64Array, start: number, { perDay, compared }: { perDay: number; compared: number }) {
  let [now, usual] = [0, 0]
  for (let at = start; at < Math.min(values.length, start + compared); at++) {
    const before = usualAt(values, at, perDay, start)
    if (Number.isNaN(before) || Number.isNaN(values[at])) continue
    now += values[at]!
    usual += before
  }
  const ratio = now / usual
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null
}

/**
 * The line as if it had always been as from `fromMs` on: what came before is forgotten once four days are known since. Until then
 * its shape is carried over to the level of the first two hours, so that there is something to measure by.
 */
export function startAnew(grid: Grid, fromMs: number): Grid {
  const { startMs, stepMs, nature, whole = 1 } = grid
  const start = Math.round((fromMs - startMs) / stepMs)
  if (start <= 0 || start > grid.values.length) return grid
  const perDay = bucketsIn(dayMs, stepMs)
  const isKnown = (grid.values.length - start) * stepMs >= carriedForMs
  const compared = bucketsIn(comparedMs, stepMs)
  const ratio = isKnown ? null : ratioFrom(grid.values, start, { perDay, compared })
  const carry = (value: number) => {
    const moved = value * (ratio ?? Number.NaN)
    return nature === 'count' ? Math.round(moved) : nature === 'share' ? Math.min(whole, moved) : moved
  }
  return { ...grid, values: grid.values.map((value, at) => (at < start ? carry(value) : value)) }
}
