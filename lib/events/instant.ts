const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?$/
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** As most senders write it, 2024-01-15T10:30:00.000Z, on a day that every month has: the engine rolls no such time over. */
const plainShape = /^2\d{3}-[01]\d-(?:[01]\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/

/** A count since 1970 as a text; shorter ones may be a year or a date (20240115). */
const countText = /^\d{9,15}(?:\.\d{1,9})?$/

/** The same without taking the text apart. */
function readPlain(value: string): number | null {
  if (!plainShape.test(value)) return null
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : at
}

/** Milliseconds of unix seconds or milliseconds, told apart by their size. */
function readCount(value: number): number | null {
  if (!Number.isFinite(value)) return null
  return Math.trunc(Math.abs(value) < 1e11 ? value * 1000 : value)
}

/**
 * Milliseconds since 1970 of an RFC 3339 time, of unix seconds or of unix milliseconds, also as a text of nine digits and
 * more; null where it is none. A text without a zone is UTC (MySQL's date-times). 30 February, `now` and 01/02/2024 are no times.
 */
export function parseInstant(value: unknown): number | null {
  if (typeof value === 'number') return readCount(value)
  if (typeof value !== 'string') return null
  const plain = readPlain(value)
  if (plain !== null) return plain
  if (countText.test(value)) return readCount(Number(value))
  const match = rfc3339.exec(value)
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0
  if (year < 100 || month < 1 || month > 12 || day < 1 || day > daysInMonth[month - 1]! + leap) return null
  if (hour > 23 || minute > 59 || second > 60) return null
  const zoneHour = Number(match[10] ?? 0)
  const zoneMinute = Number(match[11] ?? 0)
  if (zoneHour > 23 || zoneMinute > 59) return null
  const offset = (match[9] === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute) * 60_000
  const fraction = match[7] ? Math.trunc(Number(match[7]) * 1000) : 0
  return Date.UTC(year, month - 1, day, hour, minute, second, fraction) - offset
}
