import { expect, test } from 'vitest'
import { dropsAt } from '@/lib/storage/expiry'
import { growthByEvents, growthByTime } from '@/lib/storage/growth'

const hour = 3_600_000
const day = 24 * hour

test.each([
  ['its time is over last', { endsAt: 10 * day, lastArrivalAt: 5 * day }, 40 * day],
  ['something arrived late', { endsAt: 10 * day, lastArrivalAt: 20 * day }, 50 * day + hour],
  ['no end', { endsAt: null, lastArrivalAt: day }, null],
  ['no arrival is known', { endsAt: day, lastArrivalAt: null }, null],
])('a partition goes after the retention: %s', (_name, kept, expected) => {
  expect(dropsAt(kept, 30 * day)).toBe(expected)
})

test.each([
  ['a day of data', { bytes: 2000, rows: 10 }, 50, 30 * day, 10_000],
  ['half a day of data counts twice', { bytes: 2000, rows: 10 }, 50, day / 2, 20_000],
  ['minutes of data say nothing', { bytes: 2000, rows: 10 }, 50, hour / 2, null],
  ['no rows counted yet', { bytes: 2000, rows: 0 }, 50, day, null],
])('growth by events: %s', (_name, size, recent, covered, expected) => {
  expect(growthByEvents(size, recent, covered)).toBe(expected)
})

const week = (startsAt: number, bytes: number) => ({ startsAt, endsAt: startsAt + 7 * day, bytes })
test.each([
  ['the partition of now, since it began', [week(0, 900), week(7 * day, 400)], 0, 11 * day, 100],
  ['data that began later than it', [week(7 * day, 400)], 9 * day, 11 * day, 200],
  ['data that began just now', [week(7 * day, 400)], 11 * day, 11 * day + 60_000, null],
  ['no partition of now', [week(0, 900)], 0, 11 * day, null],
  ['no range', [{ startsAt: null, endsAt: null, bytes: 9 }], 0, 11 * day, null],
])('growth by time: %s', (_name, partitions, earliest, now, expected) => {
  expect(growthByTime(partitions, earliest, now)).toBe(expected)
})
