import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '@/lib/metrics/fold'
import { countSteps, formatStep, niceStep, parseStep, stepEdges, stepStarts, stepsBefore } from '@/lib/metrics/steps'
import { type Step, shiftBack } from '@/lib/metrics/wall'

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

const table = (tz: string, step: string, from: string, to: string) => {
  const { starts, end } = stepEdges(Date.parse(`${from}Z`), Date.parse(`${to}Z`), parseStep(step)!, tz)
  return [...starts, end].map((at) => clock(at, tz))
}

describe('steps on the clock of a zone', () => {
  const berlin = 'Europe/Berlin'
  const howe = 'Australia/Lord_Howe'
  const paulo = 'America/Sao_Paulo'
  test.each<[string, string, string, string, string, string[]]>([
    ['6h, spring', berlin, '6h', '2026-03-28T23:00', '2026-03-29T12:00', ['29 00', '29 06', '29 12', '29 18']],
    ['6h, autumn', berlin, '6h', '2026-10-24T22:00', '2026-10-25T12:00', ['25 00', '25 06', '25 12', '25 18']],
    ['2h, spring', berlin, '2h', '2026-03-28T23:00', '2026-03-29T04:00', ['29 00', '29 03', '29 04', '29 06']],
    ['2h, autumn', berlin, '2h', '2026-10-24T22:00', '2026-10-25T04:00', ['25 00', '25 02', '25 04', '25 06']],
    ['1h, spring', berlin, '1h', '2026-03-29T00:00', '2026-03-29T03:00', ['29 01', '29 03', '29 04', '29 05']],
    ['1h, half an hour back', howe, '1h', '2026-04-04T14:00', '2026-04-04T16:30', ['05 01', '05 02', '05 03']],
    [
      '1h, half an hour on',
      howe,
      '1h',
      '2026-10-03T14:30',
      '2026-10-03T17:00',
      ['04 01', '04 02:30', '04 03', '04 04'],
    ],
    ['3h, half an hour on', howe, '3h', '2026-10-03T13:30', '2026-10-03T21:00', ['04 00', '04 03', '04 06', '04 09']],
    [
      '12h without a midnight',
      paulo,
      '12h',
      '2018-11-03T15:00',
      '2018-11-04T15:00',
      ['03 12', '04 01', '04 12', '05 00'],
    ],
  ])('%s', (_name, tz, step, from, to, expected) => {
    const shown = table(tz, step, from, to).map((text) => text.slice(8).replace(':00', ''))
    expect(shown).toEqual(expected)
  })

  test.each<[string, string, string, string, string, string[]]>([
    [
      'months',
      berlin,
      '1M',
      '2026-01-31T23:00',
      '2026-04-01T00:00',
      ['2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'],
    ],
    ['a month in its last hour', berlin, '1M', '2026-01-31T22:59', '2026-01-31T23:00', ['2026-01-01', '2026-02-01']],
    ['quarters', howe, '3M', '2026-05-01T00:00', '2026-08-01T00:00', ['2026-04-01', '2026-07-01', '2026-10-01']],
    ['years', paulo, '1y', '2024-02-29T00:00', '2026-01-01T03:00', ['2024-01-01', '2025-01-01', '2026-01-01']],
    [
      'a year that is not over',
      paulo,
      '1y',
      '2026-01-01T02:59',
      '2026-01-01T03:01',
      ['2025-01-01', '2026-01-01', '2027-01-01'],
    ],
    ['weeks', howe, '1w', '2026-04-01T00:00', '2026-04-07T00:00', ['2026-03-30', '2026-04-06', '2026-04-13']],
  ])('%s', (_name, tz, step, from, to, expected) => {
    expect(table(tz, step, from, to)).toEqual(expected.map((date) => `${date} 00:00`))
  })

  test('steps before a step are those that lead up to it', () => {
    for (const text of ['15m', '1h', '6h', '1d', '1w', '1M', '1y']) {
      const step = parseStep(text)!
      const all = stepStarts(Date.UTC(2022, 0, 15), Date.UTC(2026, 10, 20), step, howe).slice(-12)
      expect(stepsBefore(all.at(-1)!, 4, step, howe)).toEqual(all.slice(-5, -1))
    }
  })
})

describe('shiftBack', () => {
  test.each<[string, string, string, string, string]>([
    ['a day over the change', 'Europe/Berlin', '1d', '2026-03-29T12:00', '2026-03-28 14:00'],
    ['24 hours are a day', 'Europe/Berlin', '24h', '2026-03-29T12:00', '2026-03-28 14:00'],
    ['an hour', 'Europe/Berlin', '1h', '2026-03-29T01:30', '2026-03-29 01:30'],
    ['a month whose day there is not', 'UTC', '1M', '2026-03-31T08:00', '2026-02-28 08:00'],
    ['a year', 'America/Sao_Paulo', '1y', '2020-02-29T12:00', '2019-02-28 09:00'],
    ['a week on Lord Howe', 'Australia/Lord_Howe', '1w', '2026-04-05T00:00', '2026-03-29 10:30'],
  ])('%s', (_name, tz, step, at, expected) => {
    expect(clock(shiftBack(Date.parse(`${at}Z`), parseStep(step)!, tz), tz)).toBe(expected)
  })
})

test.each<[string, Step | null, string]>([
  ['1M', { months: 1 }, '1M'],
  ['1m', minuteMs, '1m'],
  ['12M', { months: 12 }, '1y'],
  ['1y', { months: 12 }, '1y'],
  ['1w', 7 * dayMs, '7d'],
  ['1m30s', 90_000, '1m30s'],
  ['0', null, ''],
  ['0M', null, ''],
  ['-1h', null, ''],
  ['1M1d', null, ''],
  ['101y', null, ''],
])('the step %s', (text, step, back) => {
  expect(parseStep(text)).toEqual(step)
  if (step) expect(formatStep(step)).toBe(back)
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
