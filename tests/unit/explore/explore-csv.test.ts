import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvText, isoIn, writeCsv } from '@/components/explore/explore-csv'

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

describe('csvText', () => {
  test.each([
    ['a plain text', 'paid', 'paid'],
    ['a comma', 'paid, open', '"paid, open"'],
    ['a quote', 'say "x"', '"say ""x"""'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', `"'=1+1"`],
    ['a command', "=cmd|' /C calc'!A0", `"'=cmd|' /C calc'!A0"`],
    ['a plus', '+49', `"'+49"`],
    ['a minus', '-1', `"'-1"`],
    ['an at', '@SUM(A1)', `"'@SUM(A1)"`],
    ['a tab before a formula', '\t=1', `"'\t=1"`],
    ['a carriage return', '\r=1', `"'\r=1"`],
    ['a NUL before a formula', '\0=1', `"'\0=1"`],
    ['a wide formula', '＝1+1', `"'＝1+1"`],
    ['spaces before a formula', '  =1', `"'  =1"`],
  ])('%s', (_, given, expected) => expect(csvText(given)).toBe(expected))

  test('no field begins with what a spreadsheet computes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(csvText(text).replace(/^"/, '')).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]/)
      }),
    )
  })
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
