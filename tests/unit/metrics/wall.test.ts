import { describe, expect, test } from 'vitest'
import { dayMs, minuteMs } from '@/lib/metrics/fold'
import { formatStep, parseStep, stepEdges, stepStarts, stepsBefore } from '@/lib/metrics/steps'
import { type Step, shiftBack } from '@/lib/metrics/wall'

/** What the clock on the wall shows: `2026-03-29 00:00`. */
const clock = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)

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

test.each<[string, () => unknown]>([
  ['a shift', () => shiftBack(Date.UTC(150, 0), { months: 1200 }, 'Europe/Berlin')],
  ['a shift by hours', () => shiftBack(Date.UTC(100, 0), 1000, 'UTC')],
  ['a shift by more months than there are', () => shiftBack(Date.UTC(2026, 0), { months: 1e7 }, 'Europe/Berlin')],
  ['steps before', () => stepsBefore(Date.UTC(2026, 0), 1000, { months: 1200 }, 'Europe/Berlin')],
])('%s before the year 100 is refused', (_name, ask) => {
  expect(ask).toThrow(expect.objectContaining({ code: 'bad_request' }))
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
  ['999999w', null, ''],
  ['36525d', 36_525 * dayMs, '36525d'],
])('the step %s', (text, step, back) => {
  expect(parseStep(text)).toEqual(step)
  if (step) expect(formatStep(step)).toBe(back)
})
