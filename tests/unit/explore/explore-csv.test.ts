import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoIn, writeCsv } from '@/components/explore/explore-csv'

const at = Date.UTC(2026, 2, 12, 13, 5)

test.each([
  ['UTC', 'UTC', '2026-03-12T13:05:00Z'],
  ['ahead', 'Europe/Berlin', '2026-03-12T14:05:00+01:00'],
  ['behind', 'America/New_York', '2026-03-12T09:05:00-04:00'],
  ['a quarter of an hour', 'Asia/Kathmandu', '2026-03-12T18:50:00+05:45'],
])('isoIn: %s', (_, zone, expected) => expect(isoIn(at, zone)).toBe(expected))

test('isoIn names the instant it was given, in every zone', () => {
  const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), zone, (seconds, tz) => {
      expect(Date.parse(isoIn(seconds * 1000, tz))).toBe(seconds * 1000)
    }),
  )
})

test('series are columns, steps are lines, what is missing is empty, numbers are numbers', () => {
  const points = (...values: (number | null)[]) =>
    values.map((value, i) => ({ timestamp: new Date(at + i * 3_600_000).toISOString(), value }))
  const series = [
    { name: 'paid', points: points(1, null, -2.5) },
    { name: '=x', points: points(4) },
  ]
  expect(writeCsv(series, 'Europe/Berlin')).toBe(
    [
      `time,paid,"'=x"`,
      '2026-03-12T14:05:00+01:00,1,4',
      '2026-03-12T15:05:00+01:00,,',
      '2026-03-12T16:05:00+01:00,-2.5,',
      '',
    ].join('\r\n'),
  )
})
