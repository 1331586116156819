import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInstant } from '@/lib/events/instant'

const utc = Date.UTC

describe('a time', () => {
  test.each<[string, unknown, number]>([
    ['in UTC', '2024-01-15T10:30:00Z', utc(2024, 0, 15, 10, 30)],
    ['in lower case', '2024-01-15t10:30:00z', utc(2024, 0, 15, 10, 30)],
    ['east of Greenwich', '2024-01-15T10:30:00+05:45', utc(2024, 0, 15, 4, 45)],
    ['west of it', '2024-01-15T22:30:00-03:30', utc(2024, 0, 16, 2)],
    ['with an offset of PostgreSQL', '2024-01-15 10:30:00.25+02', utc(2024, 0, 15, 8, 30, 0, 250)],
    ['with an offset without a colon', '2024-01-15T10:30:00+0200', utc(2024, 0, 15, 8, 30)],
    ['without a zone is UTC, wherever we run', '2024-07-15 10:30:00', utc(2024, 6, 15, 10, 30)],
    ['in tenths', '2024-01-15T10:30:00.5Z', utc(2024, 0, 15, 10, 30, 0, 500)],
    ['in nanoseconds, cut to milliseconds', '2024-01-15T10:30:00.123999999Z', utc(2024, 0, 15, 10, 30, 0, 123)],
    ['on a leap day', '2024-02-29T00:00:00Z', utc(2024, 1, 29)],
    ['on the leap day of 2000', '2000-02-29T00:00:00Z', utc(2000, 1, 29)],
    ['in a leap second', '2016-12-31T23:59:60Z', utc(2017, 0, 1)],
    ['before 1970', '1969-12-31T23:59:59.999Z', -1],
    ['in unix seconds', 1_705_314_600, utc(2024, 0, 15, 10, 30)],
    ['in unix seconds with a fraction', 1_705_314_600.25, utc(2024, 0, 15, 10, 30, 0, 250)],
    ['in unix milliseconds', 1_705_314_600_250, utc(2024, 0, 15, 10, 30, 0, 250)],
    ['at the start', 0, 0],
    ['in unix seconds as a text', '1705314600', utc(2024, 0, 15, 10, 30)],
    ['in unix seconds with a fraction as a text', '1705314600.25', utc(2024, 0, 15, 10, 30, 0, 250)],
    ['in unix milliseconds as a text', '1705314600250', utc(2024, 0, 15, 10, 30, 0, 250)],
    ['in the last century, in unix milliseconds as a text', '915148800000', utc(1999, 0, 1)],
  ])('%s', (_name, given, expected) => expect(parseInstant(given)).toBe(expected))

  test('written by ISO 8601 at any offset is read back to the millisecond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: utc(1900, 0, 1), max: utc(2200, 0, 1) }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (at, offset) => {
          const local = new Date(at + offset * 60_000).toISOString().slice(0, -1)
          const [hours, minutes] = [Math.trunc(Math.abs(offset) / 60), Math.abs(offset) % 60]
          const zone = `${offset < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
          expect(parseInstant(`${local}${zone}`)).toBe(at)
        },
      ),
    )
  })

  test('every thousandth of a second, as text and as unix seconds', () => {
    for (let ms = 0; ms < 1000; ms += 1) {
      const fraction = String(ms).padStart(3, '0')
      expect(parseInstant(`2024-01-01T00:00:00.${fraction}Z`)).toBe(utc(2024, 0, 1) + ms)
      expect(parseInstant(Number(`1704067200.${fraction}`))).toBe(utc(2024, 0, 1) + ms)
    }
  })
})

describe('no time', () => {
  test.each<[string, unknown]>([
    ['30 February', '2024-02-30T00:00:00Z'],
    ['29 February of a common year', '2023-02-29T00:00:00Z'],
    ['29 February of 1900', '1900-02-29T00:00:00Z'],
    ['31 April', '2024-04-31T00:00:00Z'],
    ['day 0', '2024-01-00T00:00:00Z'],
    ['month 0', '2024-00-01T00:00:00Z'],
    ['month 13', '2024-13-01T00:00:00Z'],
    ['hour 24', '2024-01-01T24:00:00Z'],
    ['minute 60', '2024-01-01T00:60:00Z'],
    ['second 61', '2024-01-01T00:00:61Z'],
    ['an offset of 24 hours', '2024-01-01T00:00:00+24:00'],
    ['an offset of 60 minutes', '2024-01-01T00:00:00+01:60'],
    ['the year 1', '0001-01-01T00:00:00Z'],
    ['a date alone', '2024-01-01'],
    ['no seconds', '2024-01-01T10:30Z'],
    ['ten decimals', '2024-01-01T00:00:00.1234567890Z'],
    ['a dot without decimals', '2024-01-01T00:00:00.Z'],
    ['a space before', ' 2024-01-01T00:00:00Z'],
    ['a line after', '2024-01-01T00:00:00Z\n'],
    ['an American date', '01/02/2024'],
    ['now', 'now'],
    ['infinity', 'infinity'],
    ['a year', '2024'],
    ['a compact date', '20240115'],
    ['digits with a space before', ' 1705314600'],
    ['digits in hexadecimal', '0x65a50a28aa'],
    ['digits with an exponent', '1705314600e3'],
    ['microseconds as a text', '1705314600000000'],
    ['nanoseconds as a text', '1705314600000000000'],
    ['not a number', Number.NaN],
    ['an infinite number', Number.POSITIVE_INFINITY],
    ['nothing', null],
    ['a boolean', true],
    ['a list', ['2024-01-01T00:00:00Z']],
  ])('%s', (_name, given) => expect(parseInstant(given)).toBeNull())

  test('days that a month does not have, and all that it has, over four centuries', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1801, max: 2200 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, day) => {
          const exists = new Date(utc(year, month - 1, day)).getUTCDate() === day
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}T12:00:00Z`
          expect(parseInstant(text)).toBe(exists ? utc(year, month - 1, day, 12) : null)
        },
      ),
    )
  })
})
