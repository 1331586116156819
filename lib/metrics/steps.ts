import { formatDuration, parseDuration } from '@/lib/config/duration'
import { dayMs, hourMs, minuteMs } from './durations'
import { addToWall, alignWall, followsWall, fromWall, offsetAt, requireReach, type Step, toWall } from './wall'

/** The starts of all steps from the one that holds `from` on, without an end. */
function* marks(from: number, step: Step, tz: string): Generator<number> {
  if (typeof step === 'number' && !followsWall(step)) {
    yield* evenMarks(from, step, tz)
    return
  }
  let last = Number.NEGATIVE_INFINITY
  for (let wall = alignWall(toWall(from, tz), step); ; wall = addToWall(wall, step, 1)) {
    const at = fromWall(wall, tz)
    if (at > last) yield at
    last = Math.max(last, at)
  }
}

/** Steps of one width; hours find back to the clock where it moves by half of one. */
function* evenMarks(from: number, step: number, tz: string): Generator<number> {
  let offset = offsetAt(from, tz)
  let at = alignWall(from + offset, step) - offset
  yield at
  for (;;) {
    at += step
    const now = step === hourMs ? offsetAt(at, tz) : offset
    const past = now === offset ? 0 : (at + now) % step
    if (past !== 0 && now > offset) yield at
    if (past !== 0) at += step - past
    yield at
    offset = now
  }
}

/** The starts of the steps that cover [from, to), in milliseconds, and the end of the last, aligned to the step in `tz`. */
export function stepEdges(from: number, to: number, step: Step, tz: string): { starts: number[]; end: number } {
  const starts: number[] = []
  for (const at of marks(from, step, tz)) {
    if (at >= to) return { starts, end: at }
    if (starts.length === 1 && at <= from) starts.pop()
    starts.push(at)
  }
  return { starts, end: to }
}

/**
 * The starts of the steps that cover [from, to), in milliseconds, aligned to the step in `tz`. Steps of two whole hours and
 * more follow the clock and the calendar of the zone over daylight-saving changes; weeks start on Monday.
 */
export const stepStarts = (from: number, to: number, step: Step, tz: string): number[] =>
  stepEdges(from, to, step, tz).starts

/** The starts of the `count` steps before the one that starts at `at`. */
export function stepsBefore(at: number, count: number, step: Step, tz: string): number[] {
  if (count === 0) return []
  const width = typeof step === 'number' ? step : step.months * 31 * dayMs
  return stepStarts(requireReach(at - (count + 2) * width - 2 * dayMs), at, step, tz).slice(-count)
}

/** How many steps [from, to) has at most, without making them. */
export const countSteps = (from: number, to: number, step: Step) =>
  Math.ceil((to - from) / (typeof step === 'number' ? step : step.months * 28 * dayMs)) + 1

const months = /^(\d{1,4})([My])$/
const longest = 36_525 * dayMs

/** A step such as `30s`, `1h`, `1d`, `1w`, `1M` (month), `1y`; null where the text is none, zero or over a hundred years. */
export function parseStep(text: string): Step | null {
  const calendar = months.exec(text.trim())
  if (!calendar) {
    const ms = parseDuration(text)
    return ms !== null && ms > 0 && ms <= longest ? ms : null
  }
  const count = Number(calendar[1]) * (calendar[2] === 'y' ? 12 : 1)
  return count > 0 && count <= 1200 ? { months: count } : null
}

export function formatStep(step: Step): string {
  if (typeof step === 'number') return formatDuration(step)
  return step.months % 12 === 0 ? `${step.months / 12}y` : `${step.months}M`
}

const niceSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * minuteMs)

/** A round step of at least a minute that gives at most about `points` points over [from, to). */
export function niceStep(from: number, to: number, points: number): number {
  const wanted = (to - from) / points
  return niceSteps.find((step) => step >= wanted) ?? Math.ceil(wanted / dayMs) * dayMs
}
