import { parseDuration } from '@/lib/config/duration'
import { calendarLabel, calendarSpan, isCalendarRange } from '@/lib/dashboards/calendar'

/** An interval in milliseconds since 1970; `to` is not in it. */
export type Span = { from: number; to: number }

/**
 * The interval that a page shows. `name` is its form in the address and in query keys: it stays the same while a relative
 * range moves on with the clock.
 */
export type TimeRange = { name: string; relative: boolean; label: string; resolve: (now: number) => Span }

export const presets = [
  { value: '15m', label: 'Last 15 minutes' },
  { value: '1h', label: 'Last hour' },
  { value: '6h', label: 'Last 6 hours' },
  { value: '24h', label: 'Last 24 hours' },
  { value: '7d', label: 'Last 7 days' },
  { value: '14d', label: 'Last 14 days' },
  { value: '30d', label: 'Last 30 days' },
] as const

const minute = 60_000
const longest = 10 * 365 * 24 * 60 * minute

/** The last `text` (such as `24h`) up to the end of the running minute; null where `text` is no duration from 1m to ten years. */
export function relativeRange(text: string): TimeRange | null {
  const ms = parseDuration(text)
  if (ms === null || ms < minute || ms > longest) return null
  const label = presets.find(({ value }) => value === text)?.label ?? `Last ${text}`
  const resolve = (now: number) => {
    const to = Math.floor(now / minute + 1) * minute
    return { from: to - ms, to }
  }
  return { name: text, relative: true, label, resolve }
}

/** A day, week, month, quarter or year of the calendar of a zone, such as `yesterday` or `this_week`; null for another text. */
export function calendarRange(text: string, timeZone: string): TimeRange | null {
  if (!isCalendarRange(text)) return null
  const resolve = (now: number) => calendarSpan(text, now, timeZone)
  return { name: text, relative: true, label: calendarLabel(text), resolve }
}

/** From one instant (RFC 3339) to a later one; null where they are not that. */
export function absoluteRange(from: string, to: string): TimeRange | null {
  const span = { from: Date.parse(from), to: Date.parse(to) }
  if (!(span.from < span.to) || span.to - span.from > longest) return null
  return { name: `${from}/${to}`, relative: false, label: 'Custom range', resolve: () => span }
}

type Search = { get(name: string): string | null }

/** Reads `?range=24h`, `?range=today` or `?from=…&to=…`; what makes no sense is as if it were not there. */
export function readTimeRange(search: Search, fallback = '24h', timeZone = 'UTC'): TimeRange {
  const [from, to, range] = [search.get('from'), search.get('to'), search.get('range')]
  const absolute = from && to ? absoluteRange(from, to) : null
  const calendar = range ? calendarRange(range, timeZone) : null
  return absolute ?? calendar ?? relativeRange(range ?? fallback) ?? relativeRange(fallback)!
}

/** The parameters that put a range into the address; null takes one out. */
export function timeRangeParams(range: TimeRange, fallback = '24h'): Record<'range' | 'from' | 'to', string | null> {
  if (range.relative) return { range: range.name === fallback ? null : range.name, from: null, to: null }
  const { from, to } = range.resolve(0)
  return { range: null, from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}
