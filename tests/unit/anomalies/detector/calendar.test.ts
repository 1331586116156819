import { describe, expect, test, vi } from 'vitest'
import { type Calendar, Clock } from '@/lib/anomalies/detector/clock'
import { detectionAlgorithms as algorithms, detect } from '@/lib/anomalies/detector/detector'
import { holidaysOf, isHolidayRegion } from '@/lib/anomalies/detector/holidays'
import { earlierTurns } from '@/lib/anomalies/detector/month-turns'
import { dayMs, hourMs } from '@/lib/anomalies/grid'
import { offsetAt } from '@/lib/metrics/wall'
import { fiveMinutes, line } from '../series'

vi.setConfig({ testTimeout: 60_000 })

const dayOf = (date: string) => Date.parse(date) / dayMs

describe('clock', () => {
  const clock = new Clock(Date.parse('2026-10-20T00:00:00Z'), hourMs, { timeZone: 'Europe/Berlin' })
  const at = (time: string) => (Date.parse(time) - clock.startMs) / hourMs

  test.each([
    ['the same hour within summer', '2026-10-24T07:00:00Z', 1, '2026-10-23T07:00:00Z'],
    ['9:00 after the change and 9:00 before it', '2026-10-25T08:00:00Z', 1, '2026-10-24T07:00:00Z'],
    ['9:00 a week later', '2026-10-27T08:00:00Z', 7, '2026-10-20T07:00:00Z'],
    ['the hour that comes twice, and the one of the day before', '2026-10-25T01:00:00Z', 1, '2026-10-24T00:00:00Z'],
  ])('%s', (_name, time, days, then) => {
    expect(clock.before(at(time), days)).toBe(at(then))
    expect(clock.phase(at(time))).toBe(clock.phase(at(then)))
  })

  test('weekends begin by the clock of the zone', () => {
    expect([at('2026-10-23T21:00:00Z'), at('2026-10-23T22:00:00Z')].map((one) => clock.kind(one))).toEqual([0, 1])
    expect([at('2026-10-25T22:00:00Z'), at('2026-10-25T23:00:00Z')].map((one) => clock.kind(one))).toEqual([1, 0])
  })
})

test.each([
  ['DE', '2026-12-25', true],
  ['DE', '2026-12-28', false],
  ['DE-BY', '2026-01-06', true],
  ['DE', '2026-01-06', false],
  ['US-CA', '2026-07-04', true],
  ['CN', '2026-10-03', true],
])('holidays of %s: %s is one: %s', (region, date, is) => {
  expect(holidaysOf(region)(dayOf(date))).toBe(is)
})

test.each([
  ['DE', true],
  ['US-CA', true],
  ['de', false],
  ['XX', false],
  ['US-ZZ', false],
  ['', false],
  ['constructor', false],
])('%j is a region: %s', (region, is) => {
  expect(isHolidayRegion(region)).toBe(is)
})

test.each([
  ['2026-03-01', ['2026-02-01', '2026-01-01']],
  ['2026-03-31', ['2026-02-28', '2026-01-31', '2026-02-27', '2026-01-30']],
  ['2026-05-29', ['2026-04-30', '2026-03-31']],
  ['2026-03-17', []],
])('%s is alike in earlier months', (date, days) => {
  expect(earlierTurns(dayOf(date), 2).map((back) => dayOf(date) - back)).toEqual(days.map(dayOf))
})

type Day = (date: Date) => number
const office = (zone: string, mean: number, share: Day) => (at: number, random: () => number) => {
  const wall = at + offsetAt(at, zone)
  const [date, hour] = [new Date(wall), (wall % dayMs) / hourMs]
  const weekend = date.getUTCDay() % 6 === 0 ? 0.15 : 1
  const usual = mean * weekend * share(date) * (hour >= 8 && hour < 18 ? 1 : 0.05)
  const noise = random() + random() + random() + random() - 2
  return Math.max(0, Math.round(usual + Math.sqrt(3 * usual) * noise))
}

function alarms(
  series: { startMs: number; days: number; stepMs: number },
  calendar: Calendar,
  value: ReturnType<typeof office>,
) {
  const grid = line(series, value)
  const { incidents } = detect(grid, { windowMs: 7 * dayMs, sensitivity: 'medium', algorithms, ...calendar })
  return incidents.all.flatMap(({ alarmAt }) =>
    alarmAt === null ? [] : [new Date(grid.startMs + alarmAt * grid.stepMs).toISOString().slice(0, 10)],
  )
}
const autumn = { startMs: Date.parse('2026-09-28'), days: 33, stepMs: 3 * fiveMinutes }

test('over the change of the clock nothing alarms where the zone is told', () => {
  expect(
    alarms(
      autumn,
      { timeZone: 'Europe/Berlin' },
      office('Europe/Berlin', 120, () => 1),
    ),
  ).toEqual([])
})

const closed: Day = (date) => (date.toISOString().startsWith('2025-10-03') ? 0.15 : 1)
const october = { startMs: Date.parse('2025-09-08'), days: 28, stepMs: 3 * fiveMinutes }
test.each([
  ['closed on a holiday that is told', 'DE', closed, []],
  ['closed on a holiday that is not told: once', undefined, closed, ['2025-10-03']],
  ['open on a holiday that is told', 'DE', () => 1, []],
])('%s', (_name, holidays, share, days) => {
  expect(alarms(october, { holidays }, office('UTC', 120, share))).toEqual(days)
})

test('a rhythm of month ends is no news once it is known', () => {
  const lastDay: Day = (date) => (new Date(+date + dayMs).getUTCDate() === 1 && date.getUTCDay() % 6 !== 0 ? 3 : 1)
  const series = { startMs: Date.parse('2026-01-05'), days: 125, stepMs: hourMs }
  const raised = new Set(alarms(series, {}, office('UTC', 400, lastDay)))
  expect([...raised]).toEqual(['2026-03-31'])
})
