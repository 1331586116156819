import { mad } from '@/lib/stats/mad'
import { median } from '@/lib/stats/median'
import { mstl } from '@/lib/stats/mstl'
import { stl } from '@/lib/stats/stl'
import type { Clock } from './clock'
import type { Column } from './column'

const hours = 24
const weekHours = 7 * hours
const leastWeeks = 3
const mostWeeks = 4
const worthwhile = 0.8
const unknownAtMost = 0.2
/** Beyond it squares overflow. */
const largest = 1e100
const robust = { robust: true, outer: 2 } as const

/** Medians of the hours before slot `end`, of whole weeks; null where too few are known. */
function hourlyPast(values: Column, clock: Clock, end: number): Float64Array | null {
  const weeks = Math.min(mostWeeks, Math.floor(clock.before(end, 0) / (7 * clock.perDay)))
  if (weeks < leastWeeks || clock.perHour * hours !== clock.perDay) return null
  const past = new Float64Array(weeks * weekHours)
  let unknown = 0
  for (let hour = 0; hour < past.length; hour++) {
    const days = Math.ceil((past.length - hour) / hours)
    const from = clock.before(end, days) + (hour % hours) * clock.perHour
    const known = values.known(from, from + clock.perHour)
    if (known.length === 0) unknown++
    past[hour] = known.length > 0 ? median(known) : (past[hour - hours] ?? past[hour - 1] ?? 0)
  }
  const isTooLarge = past.some((value) => Math.abs(value) > largest)
  return isTooLarge || unknown > unknownAtMost * past.length ? null : past
}

/**
 * What each hour of the week that begins at bucket `end` has above what its time of day has: the weekly component of MSTL (day and
 * week) from three weeks on. Null where that leaves more than 0.8 of what the day alone leaves, by their MAD.
 */
export function learnWeek(values: Column, clock: Clock, end: number): Float64Array | null {
  const past = hourlyPast(values, clock, end)
  if (!past) return null
  const byDay = stl(past, { period: hours, seasonalWindow: 'periodic', ...robust })
  const both = mstl(past, { periods: [hours, weekHours], seasonalWindows: ['periodic', 'periodic'], ...robust })
  if (!(mad(both.remainder) < worthwhile * mad(byDay.remainder))) return null
  return both.seasonal[1]!.slice(0, weekHours)
}

/** The weekly component at a bucket so many after the one that a week begins at, between the middles of its hours. */
export function weeklyAt(week: Float64Array, bucket: number, perHour: number): number {
  const hour = (bucket + 0.5) / perHour - 0.5
  const first = Math.floor(hour)
  const at = (index: number) => week[((index % weekHours) + weekHours) % weekHours]!
  return at(first) + (hour - first) * (at(first + 1) - at(first))
}
