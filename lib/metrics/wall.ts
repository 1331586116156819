import { tzOffset } from '@date-fns/tz'
import { AppError } from '@/lib/errors/app-error'
import { dayMs, hourMs, minuteMs } from './durations'

/** A width of time: milliseconds, or months of the calendar. */
export type Step = number | { months: number }

/** How far the clock of a zone is ahead of UTC at an instant, in milliseconds. */
export const offsetAt = (at: number, tz: string) => (tz === 'UTC' ? 0 : tzOffset(tz, new Date(at)) * minuteMs)

/** What the clock of a zone shows, in milliseconds as if it were UTC. */
export const toWall = (at: number, tz: string) => at + offsetAt(at, tz)

/**
 * The instant at which the clock of a zone shows `wall`: the first of two where it is set back; where it is set forward
 * over it, as long after the change as `wall` lies in the gap.
 */
export function fromWall(wall: number, tz: string): number {
  const early = offsetAt(wall - dayMs, tz)
  const late = offsetAt(wall + dayMs, tz)
  if (early === late || offsetAt(wall - early, tz) === early) return wall - early
  return offsetAt(wall - late, tz) === late ? wall - late : wall - early
}

/** Whether a step follows the clock on the wall over changes of daylight saving: whole hours from two on, days, months. */
export const followsWall = (step: Step) => typeof step !== 'number' || (step % hourMs === 0 && step > hourMs)

const monthOf = (wall: number) => {
  const date = new Date(wall)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The first instant of a month counted from the year 0, as if it were UTC. */
export const monthStart = (month: number) => {
  const date = new Date(0)
  date.setUTCFullYear(Math.floor(month / 12), month - Math.floor(month / 12) * 12, 1)
  return date.getTime()
}

/** The last multiple of the step that is not after `wall`; weeks start on Monday, months are counted from January. */
export function alignWall(wall: number, step: Step): number {
  if (typeof step !== 'number') return monthStart(Math.floor(monthOf(wall) / step.months) * step.months)
  const origin = step % (7 * dayMs) === 0 ? 4 * dayMs : 0
  return Math.floor((wall - origin) / step) * step + origin
}

/** `wall` moved on by `count` steps; a day that a month has not is its last. */
export function addToWall(wall: number, step: Step, count: number): number {
  if (typeof step === 'number') return wall + step * count
  const start = monthStart(monthOf(wall))
  const [month, next] = [monthOf(wall) + step.months * count, monthOf(wall) + step.months * count + 1]
  return Math.min(monthStart(month) + (wall - start), monthStart(next) - dayMs + (((wall % dayMs) + dayMs) % dayMs))
}

const earliest = Date.UTC(100, 0)

/** Throws `bad_request` for an instant before the year 100, which neither a database nor a clock can be asked for. */
export function requireReach(at: number): number {
  if (at >= earliest) return at
  throw new AppError('bad_request', 'What is asked for reaches back before the year 100')
}

/** The instant one step before: at the same time of the clock for days and months, else exactly so long. */
export function shiftBack(at: number, step: Step, tz: string): number {
  if (typeof step === 'number' && step % dayMs !== 0) return requireReach(at - step)
  return fromWall(requireReach(addToWall(toWall(at, tz), step, -1)), tz)
}
