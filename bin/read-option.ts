import { parseDuration } from '@/lib/config/duration'
import { parseInstant } from '@/lib/events/instant'

/** A whole number of at least `least`. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw new Error(`Expected a whole number from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}.`)
  }

/** Milliseconds since 1970 of a time, or of so long ago. */
export function moment(text: string): number {
  const ago = parseDuration(text)
  if (ago !== null) return Date.now() - ago
  const at = text === 'now' ? Date.now() : parseInstant(text)
  if (at !== null) return at
  throw new Error('Expected a time such as 2026-03-01T00:00:00Z, or how long ago, such as 24h or 7d.')
}

/** Milliseconds of a duration. */
export function span(text: string): number {
  const ms = parseDuration(text)
  if (ms !== null && ms > 0) return ms
  throw new Error('Expected a duration such as 30s, 5m, 1h or 7d.')
}

/** A time of day and date, and not how long ago. */
export function instant(text: string): number {
  const at = parseInstant(text)
  if (at !== null) return at
  throw new Error('Expected a time such as 2026-03-01T00:00:00Z.')
}

/** A list with commas between, without empty ones. */
export const words = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
