import { dayMs } from '../grid'
import type { Band } from './band'
import type { Evidence, Verdict } from './surprise'

/** From `fromMs` on, what a person called a false alarm: how surprising it was, and on which side (0: on both). */
export type RaisedBar = { fromMs: number; side: number; surprise: number }

/** What a person has settled about a series. Floors are in the unit of the series and in percent of what was expected. */
export type Rules = {
  direction: 'both' | 'up' | 'down'
  floorAbsolute: number | null
  floorPercent: number | null
  bars: RaisedBar[]
}

export const noRules: Rules = { direction: 'both', floorAbsolute: null, floorPercent: null, bars: [] }
export const calm: Verdict = { surprise: 0, own: 0, side: 0, lead: 'bucket' }

const barMargin = 0.3
const barAtMost = 1.5
const barLastsMs = 28 * dayMs

/** The evidence without what speaks for the side that is not watched. A shape has no side and says no more than what has one. */
export function oneSided(evidence: Evidence, direction: Rules['direction']): Evidence {
  if (direction === 'both') return evidence
  const keep = direction === 'up' ? (z: number) => Math.max(0, z) : (z: number) => Math.min(0, z)
  const { plain, root, plainRun, rootRun, count, ownCount, shape } = evidence
  const sided = {
    plain: keep(plain),
    root: keep(root),
    plainRun: keep(plainRun),
    rootRun: keep(rootRun),
    count: keep(count),
    ...(ownCount !== undefined && { ownCount: keep(ownCount) }),
  }
  const most = Math.max(...Object.values(sided).map((z) => Math.abs(z) || 0))
  return { ...sided, shape: Math.min(shape, most) }
}

/** How far from `expected` a value has to be at least to be an anomaly. */
export const floorAt = (expected: number, { floorAbsolute, floorPercent }: Rules): number =>
  Math.max(floorAbsolute ?? 0, ((floorPercent ?? 0) / 100) * Math.abs(expected))

/** Whether a floor keeps a value from being an anomaly. */
export function isWithinFloor(value: number, expected: () => number | null, rules: Rules): boolean {
  if (rules.floorAbsolute === null && rules.floorPercent === null) return false
  const middle = expected()
  return middle !== null && Math.abs(value - middle) < floorAt(middle, rules)
}

/** The band that is nowhere narrower than the floors. */
export function widen(band: Band, rules: Rules): Band {
  const { min, max, value } = band
  if (min === null || max === null || value === null) return band
  const floor = floorAt(value, rules)
  return floor > 0 ? { value, min: Math.min(min, value - floor), max: Math.max(max, value + floor) } : band
}

/**
 * The surprise that alarms at `atMs` on `side`, at least `usual`: just above that of a false alarm, at most 1.5 above the usual, which
 * it sinks back to over four weeks.
 */
export function barAfter(bars: readonly RaisedBar[], { atMs, side }: { atMs: number; side: number }, usual: number) {
  let highest = usual
  for (const bar of bars) {
    const age = atMs - bar.fromMs
    if (age < 0 || age >= barLastsMs || (bar.side !== 0 && side !== 0 && bar.side !== side)) continue
    const above = Math.min(bar.surprise + barMargin - usual, barAtMost)
    highest = Math.max(highest, usual + above * (1 - age / barLastsMs))
  }
  return highest
}
