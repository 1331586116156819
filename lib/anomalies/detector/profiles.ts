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

/** Values by slot, those of the day that follows beginning with `endSlot`. */
type Past = { values: Float64Array; clock: Clock; endSlot: number }
type Choice = { days: number; atLeast: number; kind?: DayKind }

/** The median of the latest seven days, by phase; with `kind` of days of that kind. `origin` is the bucket of values[0]. */
function medianByPhase({ values, clock, endSlot }: Past, { days, atLeast, kind }: Choice): Profile {
  const { perDay } = clock
  const profile = new Float64Array(perDay).fill(Number.NaN)
  const seen = new Float64Array(likeDays)
  for (let ahead = 0; ahead < perDay; ahead++) {
    let count = 0
    for (let day = 1; day <= days && count < likeDays; day++) {
      const place = values.length + ahead - day * perDay
      if (place < 0) break
      const value = values[place]!
      if (Number.isNaN(value)) continue
      if (kind !== undefined && clock.kindOfSlot(endSlot + ahead - day * perDay) !== kind) continue
      let rank = count++
      for (; rank > 0 && seen[rank - 1]! > value; rank--) seen[rank] = seen[rank - 1]!
      seen[rank] = value
    }
    if (count >= atLeast)
      profile[clock.phaseOfSlot(endSlot + ahead)] = (seen[(count - 1) >> 1]! + seen[count >> 1]!) / 2
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
function seasonalByPhase({ values, clock, endSlot }: Past): Profile {
  const { perDay } = clock
  const days = Math.floor(values.length / perDay)
  const past = days >= 2 ? filled(values.subarray(values.length - days * perDay), perDay) : null
  if (!past) return new Float64Array(perDay).fill(Number.NaN)
  const { seasonal, trend } = stl(past, {
    period: perDay,
    seasonalWindow: 'periodic',
    robust: true,
    outer: robustRounds,
  })
  const profile = new Float64Array(perDay)
  for (let ahead = 0; ahead < perDay; ahead++)
    profile[clock.phaseOfSlot(endSlot + ahead)] = seasonal[ahead]! + trend[past.length - 1]!
  return profile
}

/** The days before bucket `end`, as the clock showed them: an hour that it left out is unknown, of one that came twice the later counts. */
function pastOf({ values, clock, end, maxDays }: Pick<Learn, 'values' | 'clock' | 'end' | 'maxDays'>): Past {
  const origin = Math.max(0, end - maxDays * clock.perDay)
  const [firstSlot, endSlot] = [clock.slot(origin), clock.slot(end)]
  const known = values.data.subarray(origin, end)
  if (endSlot - firstSlot === end - origin) return { values: known, clock, endSlot }
  const bySlot = new Float64Array(endSlot - firstSlot).fill(Number.NaN)
  for (let at = origin; at < end; at++) bySlot[clock.slot(at) - firstSlot] = values.data[at]!
  return { values: bySlot, clock, endSlot }
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
  const half = Math.round(perHour / 2)
  const exact = pastOf({ values, clock, end, maxDays })
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
