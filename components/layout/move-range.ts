import { absoluteRange, type Span, type TimeRange } from './time-range'

const minute = 60_000
const endOf = (now: number) => Math.floor(now / minute + 1) * minute

/** The interval as long as this one just before or after it, but not beyond `now`. */
export function shiftSpan({ from, to }: Span, direction: -1 | 1, now: number): Span {
  const length = to - from
  const end = Math.min(to + direction * length, Math.max(to, endOf(now)))
  return { from: end - length, to: end }
}

/** The range of an interval, of at least a minute. */
export function rangeOf({ from, to }: Span): TimeRange | null {
  const middle = (from + to) / 2
  const span = to - from < minute ? { from: middle - minute / 2, to: middle + minute / 2 } : { from, to }
  return absoluteRange(new Date(span.from).toISOString(), new Date(span.to).toISOString())
}

/** The ranges that were looked at before the present one, and those gone back from; the nearest last. */
export type Trail = { past: readonly TimeRange[]; future: readonly TimeRange[] }

export const noTrail: Trail = { past: [], future: [] }
const longest = 50

export const stepOn = ({ past }: Trail, present: TimeRange): Trail => ({
  past: [...past.slice(1 - longest), present],
  future: [],
})
export const stepBack = ({ past, future }: Trail, present: TimeRange): Trail => ({
  past: past.slice(0, -1),
  future: [...future, present],
})
export const stepForward = ({ past, future }: Trail, present: TimeRange): Trail => ({
  past: [...past, present],
  future: future.slice(0, -1),
})
