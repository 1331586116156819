import { tzOffset } from '@date-fns/tz'
import { dayMs } from './fold'

const minuteMs = 60_000

/**
 * The instant of a midnight (milliseconds as if it were UTC) in a zone: the first of two where the clock is set back,
 * the end of the gap where it is set forward.
 */
function fromWall(wall: number, tz: string): number {
  const offsetAt = (at: number) => tzOffset(tz, new Date(at)) * minuteMs
  const early = offsetAt(wall - dayMs)
  const late = offsetAt(wall + dayMs)
  if (early === late || offsetAt(wall - early) === early) return wall - early
  return offsetAt(wall - late) === late ? wall - late : wall - early
}

/**
 * The starts of the steps that cover [from, to), in milliseconds, aligned to the step in `tz`.
 * Steps of whole days follow the calendar of the zone over daylight-saving changes; weeks start on Monday.
 */
export function stepStarts(from: number, to: number, stepMs: number, tz: string): number[] {
  const calendar = stepMs % dayMs === 0
  const offset = tzOffset(tz, new Date(from)) * minuteMs
  const origin = calendar && stepMs % (7 * dayMs) === 0 ? 4 * dayMs : 0
  const align = (wall: number) => Math.floor((wall - origin) / stepMs) * stepMs + origin
  const starts: number[] = []
  const first = align(from + offset)
  if (!calendar) {
    for (let at = first - offset; at < to; at += stepMs) starts.push(at)
    return starts
  }
  for (let wall = first; ; wall += stepMs) {
    const at = fromWall(wall, tz)
    if (at >= to) return starts
    if (at !== starts.at(-1)) starts.push(at)
  }
}

/** How many steps [from, to) has, without making them. */
export const countSteps = (from: number, to: number, stepMs: number) => Math.ceil((to - from) / stepMs) + 1

const niceSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * minuteMs)

/** A round step of at least a minute that gives at most about `points` points over [from, to). */
export function niceStep(from: number, to: number, points: number): number {
  const wanted = (to - from) / points
  return niceSteps.find((step) => step >= wanted) ?? Math.ceil(wanted / dayMs) * dayMs
}
