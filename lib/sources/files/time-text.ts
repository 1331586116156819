import { isLosslessNumber } from 'lossless-json'
import { parseInstant } from '@/lib/events/instant'

const short = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?$/

/** Milliseconds of a time as files write it: RFC 3339, without a zone (UTC), a day alone, unix seconds or milliseconds; null where it is none. */
export function readTime(value: unknown): number | null {
  if (isLosslessNumber(value)) return readTime(Number(value.toString()))
  if (typeof value !== 'string') return parseInstant(value)
  const text = value.trim().replace(/ ?UTC$/, 'Z')
  const [, day, minute = '00:00'] = short.exec(text) ?? []
  return parseInstant(day ? `${day}T${minute}:00Z` : text)
}
