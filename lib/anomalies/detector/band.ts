import type { Grid, Nature } from '../grid'
import { Clock } from './clock'
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
  width: number,
): Band {
  const [middle, reach] = [expected.data[at]!, scale.data[at]! * width]
  if (Number.isNaN(middle) || Number.isNaN(reach)) return { min: null, max: null, value: null }
  return { min: space.from(middle - reach), max: space.from(middle + reach), value: space.from(middle) }
}

/** The least scale that a series whose rows add `unit` each can have: that of independent rows. */
export const floorsOf = (unit: number, nature: Nature) => ({
  plain: (expected: number) => Math.sqrt(unit) * Math.sqrt(Math.max(unit, expected)),
  even: () => (nature === 'share' ? 0 : 0.5 * Math.sqrt(unit)),
})

type Learn = { windowMs: number; withSeasonal: boolean; withDays: boolean; width: number }

/** The bands of all buckets of a grid, as the detector has them, without a verdict. */
export function learnBands(grid: Grid, { windowMs, withSeasonal, withDays, width }: Learn): Band[] {
  const { startMs, stepMs, nature, values } = grid
  const clock = new Clock(startMs, stepMs)
  const goesBelowZero = values.some((value) => value < 0)
  const lane = new Lane({ clock, windowMs, withSeasonal, withDays })
  const unit = new Unit(clock, nature, grid.unit)
  const even = evenSpaceOf(nature)
  for (const value of values) {
    const floors = floorsOf(unit.push(value), nature)
    if (goesBelowZero) lane.push(value, floors.plain)
    else lane.push(even.to(value), floors.even)
  }
  const space = bandSpaceOf(nature, goesBelowZero)
  return Array.from(values, (_, at) => bandAt(lane, space, at, width))
}
