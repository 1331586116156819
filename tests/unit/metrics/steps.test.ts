import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '@/lib/metrics/fold'
import { countSteps, niceStep, stepStarts } from '@/lib/metrics/steps'

const iso = (at: number) => new Date(at).toISOString().slice(0, 16)
const clocks = new Map<string, Intl.DateTimeFormat>()
/** What the clock on the wall shows: `2026-03-29 00:00`. */
function clock(at: number, timeZone: string): string {
  const known = clocks.get(timeZone)
  const format = known ?? new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  clocks.set(timeZone, format)
  return format.format(at)
}
const days = (from: string, to: string, tz: string) =>
  stepStarts(Date.parse(`${from}:00Z`), Date.parse(`${to}:00Z`), dayMs, tz).map(iso)

describe('days', () => {
  test.each<[string, string, string, string, string[]]>([
    [
      'spring forward in Berlin: a day of 23 hours',
      'Europe/Berlin',
      '2026-03-28T12:00',
      '2026-03-30T12:00',
      ['2026-03-27T23:00', '2026-03-28T23:00', '2026-03-29T22:00'],
    ],
    [
      'fall back in Berlin: a day of 25 hours',
      'Europe/Berlin',
      '2026-10-24T12:00',
      '2026-10-26T12:00',
      ['2026-10-23T22:00', '2026-10-24T22:00', '2026-10-25T23:00'],
    ],
    [
      'spring forward in New York',
      'America/New_York',
      '2026-03-07T12:00',
      '2026-03-09T12:00',
      ['2026-03-07T05:00', '2026-03-08T05:00', '2026-03-09T04:00'],
    ],
    [
      'fall back in New York',
      'America/New_York',
      '2026-10-31T12:00',
      '2026-11-02T12:00',
      ['2026-10-31T04:00', '2026-11-01T04:00', '2026-11-02T05:00'],
    ],
    [
      'half an hour forward on Lord Howe Island',
      'Australia/Lord_Howe',
      '2026-10-03T00:00',
      '2026-10-05T00:00',
      ['2026-10-02T13:30', '2026-10-03T13:30', '2026-10-04T13:00'],
    ],
    [
      'half an hour back',
      'Australia/Lord_Howe',
      '2026-04-04T00:00',
      '2026-04-06T00:00',
      ['2026-04-03T13:00', '2026-04-04T13:00', '2026-04-05T13:30'],
    ],
    [
      'three quarters of an hour off in Kathmandu',
      'Asia/Kathmandu',
      '2026-03-01T00:00',
      '2026-03-02T00:00',
      ['2026-02-28T18:15', '2026-03-01T18:15'],
    ],
    [
      'no midnight in Santiago: the day starts at one',
      'America/Santiago',
      '2026-09-05T12:00',
      '2026-09-07T12:00',
      ['2026-09-05T04:00', '2026-09-06T04:00', '2026-09-07T03:00'],
    ],
    [
      'no midnight in Cairo',
      'Africa/Cairo',
      '2026-04-23T12:00',
      '2026-04-25T12:00',
      ['2026-04-22T22:00', '2026-04-23T22:00', '2026-04-24T21:00'],
    ],
    [
      'the hour before midnight twice in Cairo',
      'Africa/Cairo',
      '2026-10-29T12:00',
      '2026-10-30T12:00',
      ['2026-10-28T21:00', '2026-10-29T22:00'],
    ],
    [
      'two midnights in Amman: the first',
      'Asia/Amman',
      '2021-10-28T12:00',
      '2021-10-30T12:00',
      ['2021-10-27T21:00', '2021-10-28T21:00', '2021-10-29T22:00'],
    ],
    [
      'two midnights in Havana: the first',
      'America/Havana',
      '2026-10-31T12:00',
      '2026-11-02T12:00',
      ['2026-10-31T04:00', '2026-11-01T04:00', '2026-11-02T05:00'],
    ],
    [
      'a day that Samoa left out',
      'Pacific/Apia',
      '2011-12-29T12:00',
      '2011-12-31T12:00',
      ['2011-12-29T10:00', '2011-12-30T10:00', '2011-12-31T10:00'],
    ],
    ['a day that is just beginning', 'Europe/Berlin', '2026-03-28T23:00', '2026-03-28T23:01', ['2026-03-28T23:00']],
    ['the last minute of a day', 'Europe/Berlin', '2026-03-28T22:59', '2026-03-28T23:00', ['2026-03-27T23:00']],
  ])('%s', (_name, tz, from, to, expected) => expect(days(from, to, tz)).toEqual(expected))

  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago']
  const zone = fc.constantFrom(...zones, 'Africa/Cairo', 'Pacific/Chatham', 'America/St_Johns', 'Asia/Beirut')
  const from = fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2026, 10, 1) })

  test('each is the first instant of its date on the wall, and no date is left out', () => {
    fc.assert(
      fc.property(zone, from, fc.integer({ min: 1, max: 40 * 24 }), (tz, start, hours) => {
        const starts = stepStarts(start, start + hours * hourMs, dayMs, tz)
        for (const [i, at] of starts.entries()) {
          const date = clock(at, tz).slice(0, 10)
          expect(clock(at - 1, tz).slice(0, 10) < date).toBe(true)
          if (i === 0) continue
          const before = Date.parse(clock(starts[i - 1]!, tz).slice(0, 10))
          expect(Date.parse(date) - before).toBe(dayMs)
        }
      }),
    )
  })
})

describe('weeks', () => {
  test.each(['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/Santiago'])('begin on Monday in %s', (tz) => {
    const starts = stepStarts(Date.UTC(2026, 0, 1, 12), Date.UTC(2026, 11, 31), 7 * dayMs, tz)
    expect(starts).toHaveLength(53)
    expect(clock(starts[0]!, tz)).toBe('2025-12-29 00:00')
    const weekday = new Intl.DateTimeFormat('en', { timeZone: tz, weekday: 'short' })
    expect(new Set(starts.map((at) => weekday.format(at)))).toEqual(new Set(['Mon']))
  })

  test('a Sunday belongs to the week before, a Monday to its own', () => {
    const first = (from: string) => iso(stepStarts(Date.parse(from), Date.parse(from) + 1, 7 * dayMs, 'UTC')[0]!)
    expect(first('2026-03-01T23:59:59.999Z')).toBe('2026-02-23T00:00')
    expect(first('2026-03-02T00:00:00Z')).toBe('2026-03-02T00:00')
  })
})

describe('steps below a day', () => {
  test.each<[string, string, number, string, string]>([
    [
      'hours in Kathmandu begin at a quarter past UTC',
      'Asia/Kathmandu',
      hourMs,
      '2026-03-01T10:00',
      '2026-03-01T09:15',
    ],
    ['minutes are the same everywhere', 'Asia/Kathmandu', minuteMs, '2026-03-01T10:00', '2026-03-01T10:00'],
    ['six hours in Berlin are those of its clock', 'Europe/Berlin', 6 * hourMs, '2026-03-01T10:00', '2026-03-01T05:00'],
    ['in UTC', 'UTC', 6 * hourMs, '2026-03-01T10:00', '2026-03-01T06:00'],
  ])('%s', (_name, tz, stepMs, from, expected) => {
    const start = Date.parse(`${from}:00Z`)
    expect(stepStarts(start, start + 1, stepMs, tz).map(iso)).toEqual([expected])
  })

  test('an hour that the clock shows twice is two steps', () => {
    const starts = stepStarts(Date.UTC(2026, 9, 24, 23), Date.UTC(2026, 9, 25, 3), hourMs, 'Europe/Berlin')
    expect(starts.map((at) => clock(at, 'Europe/Berlin').slice(11))).toEqual(['01:00', '02:00', '02:00', '03:00'])
  })
})

const stepMs = fc.constantFrom(1000, minuteMs, 7 * minuteMs, hourMs, 5 * hourMs, dayMs, 3 * dayMs, 7 * dayMs)
const interval = fc.tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 50_000_000 }))

test('steps rise, the first holds from, the last begins before to, and there are no more than counted', () => {
  fc.assert(
    fc.property(interval, stepMs, ([from, width], step) => {
      const to = from + Math.min(width * 60, step * 300)
      const starts = stepStarts(from, to, step, 'UTC')
      expect(starts[0]).toBeLessThanOrEqual(from)
      expect(starts[1] ?? to).toBeGreaterThan(from)
      expect(starts.at(-1)).toBeLessThan(to)
      expect(starts.every((at, i) => i === 0 || at - starts[i - 1]! === step)).toBe(true)
      expect(starts.length).toBeLessThanOrEqual(countSteps(from, to, step))
    }),
  )
})

describe('niceStep', () => {
  test.each<[string, number, number, number]>([
    ['an hour in 60 points', hourMs, 60, minuteMs],
    ['an hour in 59 points', hourMs, 59, 2 * minuteMs],
    ['a second is never below a minute', 1000, 100, minuteMs],
    ['a day in 120 points', dayMs, 120, 15 * minuteMs],
    ['a month in 30 points', 30 * dayMs, 30, dayMs],
    ['a year in 120 points is whole days', 365 * dayMs, 120, 4 * dayMs],
  ])('%s', (_name, width, points, expected) => expect(niceStep(0, width, points)).toBe(expected))
})
