import { parseInstant } from '@/lib/events/instant'
import { readDuration } from './literals'

const earliest = Date.UTC(100, 0)
const latest = Date.UTC(10_000, 0) - 1
const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** Milliseconds of unix seconds (with a fraction) or of an RFC 3339 time; null where the text is none within reach. */
export function readTime(text: string): number | null {
  const at = number.test(text) ? Math.round(Number(text) * 1000) : parseInstant(text)
  return at !== null && at >= earliest && at <= latest ? at : null
}

/** Milliseconds of seconds (with a fraction) or of a duration such as `1m30s`; null where the text is none. */
export function readSpan(text: string): number | null {
  const ms = number.test(text) ? Math.round(Number(text) * 1000) : readDuration(text)
  return ms !== null && Number.isSafeInteger(ms) ? ms : null
}

/** The steps of [start, end], both included where the step meets them. */
export const stepTimes = (start: number, end: number, step: number): number[] =>
  Array.from({ length: Math.floor((end - start) / step) + 1 }, (_, i) => start + i * step)
