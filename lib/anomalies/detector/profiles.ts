import { stl } from '@/lib/stats/stl'
import type { Clock, DayKind } from './clock'
import type { Column } from './column'
import { smooth } from './smooth'

/** What each phase of the day usually has; NaN where too few days are known. */
export type Profile = Float64Array

const likeDays = 7
const robustRounds = 4
const unknownAtMost = 0.4

/** Where an exact phase differs by this many errors from its half hour, a nightly job runs: trust the phase. */
export const sharpFrom = 3.75

type Past = { values: Float64Array; clock: Clock; origin: number; end: number }
type Choice = { days: number; atLeast: number; kind?: DayKind }

/** The median of the latest seven days, by phase; with `kind` of days of that kind. `origin` is the bucket of values[0]. */
function medianByPhase({ values, clock, origin, end }: Past, { days, atLeast, kind }: Choice): Profile {
  const { perDay } = clock
  const profile = new Float64Array(perDay).fill(Number.NaN)
  const seen = new Float64Array(likeDays)
  for (let phase = 0; phase < perDay; phase++) {
    let count = 0
    for (let day = 1; day <= days && count < likeDays; day++) {
      const at = end + phase - day * perDay
      if (at < origin) break
      const value = values[at - origin]!
      if (Number.isNaN(value) || (kind !== undefined && clock.kind(at) !== kind)) continue
      let place = count++
      for (; place > 0 && seen[place - 1]! > value; place--) seen[place] = seen[place - 1]!
      seen[place] = value
    }
    if (count >= atLeast) profile[phase] = (seen[(count - 1) >> 1]! + seen[count >> 1]!) / 2
  }
  return profile
}

/** Fills unknown values with those of a day before, else with the last known one. */
function filled(values: Float64Array, perDay: number): Float64Array | null {
  const whole = values.slice()
  let unknown = 0
  let last = values.find((value) => !Number.isNaN(value)) ?? Number.NaN
  for (let at = 0; at < whole.length; at++) {
    if (Number.isNaN(whole[at])) {
      unknown++
      whole[at] = at >= perDay ? whole[at - perDay]! : last
    }
    last = whole[at]!
  }
  return unknown > unknownAtMost * whole.length || Number.isNaN(last) ? null : whole
}

/** The robust seasonal component of STL above the trend where it ended. */
function seasonalByPhase({ values, clock: { perDay } }: Past): Profile {
  const days = Math.floor(values.length / perDay)
  const past = days >= 2 ? filled(values.subarray(values.length - days * perDay), perDay) : null
  if (!past) return new Float64Array(perDay).fill(Number.NaN)
  const { seasonal, trend } = stl(past, {
    period: perDay,
    seasonalWindow: 'periodic',
    robust: true,
    outer: robustRounds,
  })
  return seasonal.subarray(0, perDay).map((value) => value + trend[past.length - 1]!)
}

/** `usual`: of all days; `kinds`: of weekdays and of weekends; `seasonal`: by STL. The exact ones beside the smoothed ones. */
export type Profiles = {
  usual: Profile
  usualExact: Profile
  kinds: Profile[]
  kindsExact: Profile[]
  seasonal: Profile
}
type Learn = { values: Column; clock: Clock; end: number; maxDays: number; withSeasonal: boolean; scale: number }

export const noProfiles = ({ perDay }: Clock): Profiles => {
  const none = new Float64Array(perDay).fill(Number.NaN)
  return { usual: none, usualExact: none, kinds: [none, none], kindsExact: [none, none], seasonal: none }
}

/** Learns what the day that begins at `end` should look like from up to `maxDays` before it. */
export function learnProfiles({ values, clock, end, maxDays, withSeasonal, scale }: Learn): Profiles {
  const { perDay, perHour } = clock
  const origin = Math.max(0, end - maxDays * perDay)
  const half = Math.round(perHour / 2)
  const exact: Past = { values: values.data.subarray(origin, end), clock, origin, end }
  const smoothed: Past = { ...exact, values: smooth(exact.values, half) }
  const all = { days: Math.ceil(maxDays / 2) }
  const like = ([0, 1] as const).map((kind) => ({ kind, days: maxDays }))
  const seasonal = withSeasonal ? seasonalByPhase(exact) : noProfiles(clock).seasonal
  const around = smooth(
    Float64Array.from({ length: 3 * perDay }, (_, at) => seasonal[at % perDay]!),
    half,
  )
  return {
    usual: medianByPhase(smoothed, { ...all, atLeast: 2 }),
    usualExact: medianByPhase(exact, { ...all, atLeast: 3 }),
    kinds: like.map((choice) => medianByPhase(smoothed, { ...choice, atLeast: 2 })),
    kindsExact: like.map((choice) => medianByPhase(exact, { ...choice, atLeast: 3 })),
    seasonal: seasonal.map((value, phase) => {
      const near = around[perDay + phase]!
      return Math.abs(value - near) > 3 * (scale || Number.POSITIVE_INFINITY) ? value : near
    }),
  }
}
