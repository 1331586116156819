import { expect, test } from 'vitest'
import { markExcluded, type Pattern } from '@/lib/anomalies/calendar'
import { type ExcludedCalendar, excludedCalendar } from '@/lib/anomalies/detection-contract'
import { dayMs, hourMs } from '@/lib/anomalies/grid'
import { line } from './series'

type Weekly = Partial<ExcludedCalendar['weekly'][number]>
const weekly = (change: Weekly = {}) =>
  excludedCalendar.parse({
    weekly: [{ days: ['sunday'], from: '02:00', to: '03:00', time_zone: 'Europe/Berlin', ...change }],
  })
const dates = (first_day: string, last_day: string, time_zone: string) =>
  excludedCalendar.parse({ dates: [{ first_day, last_day, time_zone }] })
const nothing = excludedCalendar.parse({})

/** The hours (UTC) that are marked, of one day or more from `day` on. */
function marked(day: string, excluded: Parameters<typeof markExcluded>[1], days = 1) {
  const grid = line({ days, stepMs: hourMs, startMs: Date.parse(day) }, () => 1)
  const marks = markExcluded(grid, excluded)
  return [...marks.keys()].filter((at) => marks[at] === 1)
}

test.each<{ name: string; day: string; calendar: ExcludedCalendar; hours: number[] }>([
  { name: 'a winter Sunday in Berlin', day: '2026-03-22', calendar: weekly(), hours: [1] },
  { name: 'the Sunday on which the clock is set forward over it', day: '2026-03-29', calendar: weekly(), hours: [] },
  { name: 'a summer Sunday', day: '2026-04-05', calendar: weekly(), hours: [0] },
  {
    name: 'the Sunday on which the clock is set back: both hours',
    day: '2026-10-25',
    calendar: weekly(),
    hours: [0, 1],
  },
  { name: 'another weekday', day: '2026-03-23', calendar: weekly(), hours: [] },
  {
    name: 'over midnight, into the day after',
    day: '2026-03-23',
    calendar: weekly({ from: '22:00', to: '03:00' }),
    hours: [0, 1],
  },
  {
    name: 'a whole day, ahead of UTC',
    day: '2026-03-21',
    calendar: weekly({ from: '00:00', to: '24:00', time_zone: 'Asia/Tokyo' }),
    hours: [15, 16, 17, 18, 19, 20, 21, 22, 23],
  },
  {
    name: 'half an hour off, as buckets that it meets',
    day: '2026-03-22',
    calendar: weekly({ time_zone: 'Asia/Kolkata', from: '09:00', to: '10:00' }),
    hours: [3, 4],
  },
  {
    name: 'part of a bucket',
    day: '2026-03-22',
    calendar: weekly({ from: '02:20', to: '02:40' }),
    hours: [1],
  },
  {
    name: 'days behind UTC, the last included',
    day: '2026-12-24',
    calendar: dates('2026-12-23', '2026-12-23', 'America/New_York'),
    hours: [0, 1, 2, 3, 4],
  },
])('$name', ({ day, calendar, hours }) => {
  expect(marked(day, { calendar })).toEqual(hours)
})

const at = Date.parse('2026-03-28T02:00:00Z')
const pattern = (change: Partial<Pattern> = {}): Pattern => ({
  scope: 'daily',
  startMs: at,
  endMs: at + hourMs,
  zone: 'UTC',
  ...change,
})
test.each<{ name: string; pattern: Pattern; hours: number[] }>([
  { name: 'every day, one bucket to either side, from its start on', pattern: pattern(), hours: [1, 2, 3, 25, 26, 27] },
  {
    name: 'every day on the clock, which is set forward over the bucket before it',
    pattern: pattern({ zone: 'Europe/Berlin' }),
    hours: [1, 2, 3, 25, 26],
  },
  { name: 'every week', pattern: pattern({ scope: 'weekly' }), hours: [1, 2, 3] },
  {
    name: 'of one that lasted for long, a day at most',
    pattern: pattern({ endMs: at + 5 * dayMs }),
    hours: Array.from({ length: 47 }, (_, hour) => hour + 1),
  },
])('a pattern: $name', ({ pattern: one, hours }) => {
  expect(marked('2026-03-28', { calendar: nothing, patterns: [one] }, 2)).toEqual(hours)
  const before = pattern({ startMs: at + 2 * dayMs, endMs: at + 2 * dayMs + hourMs })
  expect(marked('2026-03-28', { calendar: nothing, patterns: [before] }, 2)).toEqual([])
})

test('a period is the buckets that it meets', () => {
  const periods = [{ from: at + 1, to: at + hourMs + 1 }]
  expect(marked('2026-03-28', { calendar: nothing, periods })).toEqual([2, 3])
})
