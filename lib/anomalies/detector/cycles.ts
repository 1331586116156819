import { findPeriods } from '@/lib/stats/find-periods'
import { median } from '@/lib/stats/median'
import { unexplainedByPhase } from '@/lib/stats/unexplained-by-phase'
import type { Clock } from './clock'
import type { Column } from './column'

/** A period that is no day: so many buckets, and what each phase has above the middle of its cycle, from bucket `origin` on. */
export type Cycle = { period: number; origin: number; profile: Float64Array }

const bucketsAtMost = 4032
const daysAtMost = 28
const shortest = 4
const unknownAtMost = 0.2
const sameAs = 0.02
const cyclesAtMost = 15
const leastCorrelation = 0.3

const isMultiple = (longer: number, shorter: number) =>
  Math.abs(longer / shorter - Math.round(longer / shorter)) <= sameAs * (longer / shorter)

/** The past with gaps filled by the last known value; null where much is unknown. */
function filledPast(values: Column, perDay: number, end: number): Float64Array | null {
  const past = values.data.slice(Math.max(0, end - Math.min(bucketsAtMost, daysAtMost * perDay)), end)
  const isKnown = (value: number) => !Number.isNaN(value)
  let last = past.find(isKnown) ?? 0
  let unknown = 0
  for (let at = 0; at < past.length; at++) {
    if (isKnown(past[at]!)) last = past[at]!
    else {
      unknown++
      past[at] = last
    }
  }
  return unknown > unknownAtMost * past.length || past.some((value) => Math.abs(value) > 1e100) ? null : past
}

/** Whether a search is due when bucket `at` begins a day: every day of the first week, then once a week. */
export function isSearchDue(at: number, { perDay, hasDays }: Clock): boolean {
  if (!hasDays || at === 0 || at % perDay !== 0) return false
  return at <= 7 * perDay || at % (7 * perDay) === 0
}

/** The strongest period before `end` that days do not show already, in buckets; null where there is none. */
export function findCycle(values: Column, { perDay }: Clock, end: number): number | null {
  const past = filledPast(values, perDay, end)
  if (!past) return null
  const found = findPeriods(past, { correlation: leastCorrelation }).map(({ period }) => period)
  const hasDay = found.some((period) => Math.abs(period - perDay) <= sameAs * perDay)
  const other = found.find((period) => {
    if (period < shortest || isMultiple(period, perDay)) return false
    return !(hasDay && isMultiple(perDay, period))
  })
  return other === undefined ? null : placed(past, other)
}

/** The period near the one that was found which leaves least unexplained. */
function placed(past: Float64Array, period: number): number {
  let [best, least] = [period, Number.POSITIVE_INFINITY]
  const reach = Math.max(1, Math.round(sameAs * period))
  for (let near = period - reach; near <= period + reach; near++) {
    const left = unexplainedByPhase(past, near)
    if (left < least) [best, least] = [near, left]
  }
  return best
}

/** What each phase of a period usually has above the middle of its cycle: the median of the latest fifteen. */
export function learnCycle(values: Column, end: number, period: number): Cycle {
  const cycles = Math.min(cyclesAtMost, Math.floor(end / period))
  const above: number[][] = Array.from({ length: period }, () => [])
  for (let back = 1; back <= cycles; back++) {
    const from = end - back * period
    const known = values.known(from, from + period)
    if (known.length < period / 2) continue
    const middle = median(known)
    for (let phase = 0; phase < period; phase++) {
      const value = values.data[from + phase]!
      if (!Number.isNaN(value)) above[phase]!.push(value - middle)
    }
  }
  return {
    period,
    origin: end,
    profile: Float64Array.from(above, (seen) => (seen.length >= 2 ? median(seen) : Number.NaN)),
  }
}
