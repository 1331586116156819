import type { Grid } from '../grid'
import { type Calendar, Clock } from './clock'
import { Column } from './column'
import { findCycle, isSearchDue } from './cycles'
import { Lane } from './lane'
import { bandSpaceOf, evenSpaceOf, type Space } from './space'
import { Unit } from './unit'

/** In the unit of the series; nulls while learning. */
export type Band = { min: number | null; max: number | null; value: number | null }

/** The band of a bucket from what was expected there, `width` scales to either side. */
export function bandAt(
  { expected, scale }: Pick<Lane, 'expected' | 'scale'>,
  space: Space,
  at: number,
  width: Width,
): Band {
  const { below, above } = typeof width === 'number' ? { below: width, above: width } : width
  const [middle, one] = [expected.data[at]!, scale.data[at]!]
  if (Number.isNaN(middle) || Number.isNaN(one)) return { min: null, max: null, value: null }
  return { min: space.from(middle - one * below), max: space.from(middle + one * above), value: space.from(middle) }
}

type Adds = { unit: number; rows?: number | undefined }

/** The least scale that a series whose rows add `unit` each, or of which a bucket has so many `rows`, can have: that of independent rows. */
export function floorsOf({ unit, rows }: Adds, { nature, whole = 1 }: Pick<Grid, 'nature' | 'whole'>) {
  if (rows !== undefined && rows > 0) {
    const shareOf = (expected: number) => (rows * Math.max(0, Math.min(1, expected / whole)) + 0.5) / (rows + 1)
    const deviation = (share: number) => whole * Math.sqrt((share * (1 - share)) / rows)
    return { plain: (expected: number) => deviation(shareOf(expected)), even: () => 0.5 / Math.sqrt(rows) }
  }
  return {
    plain: (expected: number) => Math.sqrt(unit) * Math.sqrt(Math.max(unit, expected)),
    even: () => (nature === 'share' ? 0 : 0.5 * Math.sqrt(unit)),
  }
}

type Width = number | { below: number; above: number }
type Learn = {
  windowMs: number
  withSeasonal: boolean
  withDays: boolean
  width: Width | ((at: number) => Width)
  /** Buckets that later days are not to be measured by. */
  leftOut?: Uint8Array
  calendar?: Calendar
}

/** The bands of all buckets of a grid, as the detector has them, without a verdict. */
export function learnBands(grid: Grid, { windowMs, withSeasonal, withDays, width, leftOut, calendar }: Learn): Band[] {
  const { startMs, stepMs, nature, values, rows } = grid
  const clock = new Clock(startMs, stepMs, calendar)
  const goesBelowZero = values.some((value) => value < 0)
  const lane = new Lane({ clock, windowMs, withSeasonal, withDays })
  const unit = new Unit(clock, nature, grid.unit)
  const even = evenSpaceOf(grid)
  const known = new Column()
  let period: number | null = null
  values.forEach((value, at) => {
    if (withSeasonal && isSearchDue(at, clock)) period = findCycle(known, clock, at)
    known.push(value)
    const floors = floorsOf({ unit: unit.push(value), rows: rows?.[at] }, grid)
    if (goesBelowZero) lane.push(value, floors.plain, period)
    else lane.push(even.to(value), floors.even, period)
    if (leftOut?.[at] === 1) lane.forget(at)
  })
  const space = bandSpaceOf(grid, goesBelowZero)
  return Array.from(values, (_, at) => bandAt(lane, space, at, typeof width === 'function' ? width(at) : width))
}
