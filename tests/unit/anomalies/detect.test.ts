import { describe, expect, test } from 'vitest'
import { detectionAlgorithms as algorithms, detect } from '@/lib/anomalies/detector/detector'
import type { Sensitivity } from '@/lib/anomalies/detector/incidents'
import { bucketAt, dayMs, type Grid, hourMs } from '@/lib/anomalies/grid'
import { change, fiveMinutes, line, monday, shop } from './series'

const windowMs = 7 * dayMs
const noon = monday + 12 * dayMs + 13 * hourMs

/** When the alarms of a line began and ended, and whether they are over. */
function alarms(grid: Grid, sensitivity: Sensitivity = 'medium') {
  const { incidents } = detect(grid, { windowMs, sensitivity, algorithms })
  return incidents.all
    .filter((incident) => incident.alarmAt !== null)
    .map((incident) => ({
      from: bucketAt(grid, incident.alarmAt!),
      to: bucketAt(grid, incident.endAt),
      closed: incident.closed,
    }))
}

const flat = () => 10

describe('no alarm', () => {
  test.each<{ name: string; grid: Grid }>([
    { name: 'no buckets', grid: line({ days: 0 }, flat) },
    { name: 'one bucket', grid: { ...line({ days: 1 }, flat), values: Float64Array.of(5) } },
    { name: 'all unknown', grid: line({ days: 10 }, () => Number.NaN) },
    { name: 'constant', grid: line({ days: 10 }, flat) },
    { name: 'always zero', grid: line({ days: 10 }, () => 0) },
    { name: 'a constant average', grid: line({ days: 10, nature: 'average' }, flat) },
    { name: 'a daily rhythm', grid: line({ days: 14 }, shop()) },
    { name: 'a weekly rhythm', grid: line({ days: 28 }, shop(0.5)) },
    { name: 'one event now and then', grid: line({ days: 14 }, shop(1, 0.3)) },
    {
      name: 'averages with gaps',
      grid: line({ days: 14, nature: 'average' }, (_, random) => (random() < 0.2 ? Number.NaN : 50 + 10 * random())),
    },
    {
      name: 'steady growth',
      grid: line({ days: 14 }, (at, random) => shop(1, 20 + (40 * (at - monday)) / (14 * dayMs))(at, random)),
    },
    {
      name: 'a spike on the first day, while learning',
      grid: change(line({ days: 1 }, shop()), monday + 20 * hourMs, monday + 21 * hourMs, () => 900),
    },
  ])('$name', ({ grid }) => {
    expect(alarms(grid)).toEqual([])
  })
})

describe('alarm', () => {
  const usual = line({ days: 14 }, shop())
  const nightJob = line({ days: 14 }, (at, random) => (at % dayMs === 3 * hourMs ? 500 : shop()(at, random)))
  test.each([
    { name: 'a spike of one bucket', grid: change(usual, noon, noon + fiveMinutes, (value) => value * 5) },
    { name: 'a spike of half an hour', grid: change(usual, noon, noon + 6 * fiveMinutes, (value) => value * 4) },
    { name: 'nothing at all for half an hour', grid: change(usual, noon, noon + 6 * fiveMinutes, () => 0) },
    { name: 'a drop to a tenth', grid: change(usual, noon, noon + 6 * fiveMinutes, (value) => Math.floor(value / 10)) },
    {
      name: 'a usual noon in the middle of the night',
      grid: change(usual, noon - 9 * hourMs, noon - 8 * hourMs, () => 60),
    },
    {
      name: 'a nightly job that doubles',
      grid: change(nightJob, noon - 10 * hourMs, noon - 10 * hourMs + fiveMinutes, () => 1100),
    },
    {
      name: 'an average that jumps',
      grid: change(
        line({ days: 14, nature: 'average' }, (_, random) => 50 + 10 * random()),
        noon,
        noon + 2 * fiveMinutes,
        () => 150,
      ),
    },
    {
      name: 'a sum that goes below zero',
      grid: change(
        line({ days: 14, nature: 'sum' }, (_, random) => 50 + 10 * random() - 5),
        noon,
        noon + fiveMinutes,
        () => -40,
      ),
    },
  ])('$name', ({ grid }) => {
    const found = alarms(grid).filter((alarm) => alarm.from >= noon - 10 * hourMs)
    expect(found).toMatchObject([{ closed: true }])
  })

  test('its bounds are those of the incident', () => {
    const grid = change(usual, noon, noon + 6 * fiveMinutes, () => 0)
    expect(alarms(grid)).toEqual([{ from: noon, to: noon + 6 * fiveMinutes, closed: true }])
  })

  test('it is open while fewer than three calm buckets follow', () => {
    const upTo = (buckets: number) => ({
      ...change(usual, noon, noon + fiveMinutes, () => 400),
      values: change(usual, noon, noon + fiveMinutes, () => 400).values.slice(
        0,
        (noon - monday) / fiveMinutes + 1 + buckets,
      ),
    })
    expect([0, 2, 3].map((calm) => alarms(upTo(calm))[0]?.closed)).toEqual([false, false, true])
  })

  test('a weekday noon on a Saturday, where weekends are quiet', () => {
    const saturday = monday + 26 * dayMs
    const quiet = line({ days: 28 }, shop(0.3))
    const grid = change(quiet, saturday + 13 * hourMs, saturday + 14 * hourMs, () => 42)
    expect(alarms(grid)).toHaveLength(1)
  })

  const spike = change(usual, noon, noon + fiveMinutes, () => 300)
  const hourLater = noon + hourMs
  test.each([
    {
      name: 'nothing at all an hour after a spike is another',
      next: change(spike, hourLater, hourLater + 6 * fiveMinutes, () => 0),
      count: 2,
    },
    {
      name: 'the same again within two hours is not told again',
      next: change(spike, hourLater, hourLater + fiveMinutes, () => 300),
      count: 1,
    },
    {
      name: 'what is much worse within two hours is',
      next: change(spike, hourLater, hourLater + fiveMinutes, () => 5000),
      count: 2,
    },
    {
      name: 'the same again after three hours is',
      next: change(spike, noon + 3 * hourMs, noon + 3 * hourMs + fiveMinutes, () => 300),
      count: 2,
    },
  ])('$name', ({ next, count }) => {
    expect(alarms(next)).toHaveLength(count)
  })

  test('a week of many raises the bar for more of the same', () => {
    const hourly = (at: number) => at >= noon - 20 * hourMs && at % (2 * hourMs) === 0
    const noisy = line({ days: 14 }, (at, random) => (hourly(at) ? 150 : shop()(at, random)))
    expect(alarms(noisy).length).toBeLessThan(10)
  })

  test('high sensitivity hears what low does not', () => {
    const grid = change(usual, noon, noon + 2 * fiveMinutes, (value) => value * 2)
    expect(alarms(grid, 'low')).toHaveLength(0)
    expect(alarms(grid, 'high').length).toBeGreaterThan(0)
  })

  test('a thin series that falls silent for long', () => {
    const thin = line({ days: 14 }, shop(1, 1))
    expect(alarms(change(thin, noon, noon + 6 * hourMs, () => 0))).toHaveLength(1)
  })
})

test('a baseline of an hour learns from a day', () => {
  const grid = change(line({ days: 4 }, shop()), monday + 3.5 * dayMs, monday + 3.5 * dayMs + fiveMinutes, () => 900)
  const { incidents } = detect(grid, { windowMs: hourMs, sensitivity: 'medium', algorithms })
  expect(incidents.all.filter(({ alarmAt }) => alarmAt !== null)).toHaveLength(1)
})

test('causal: the past is judged alike whatever follows', () => {
  const whole = change(line({ days: 12 }, shop(0.6)), noon - 3 * dayMs, noon - 3 * dayMs + hourMs, (value) => value * 4)
  const cut = { ...whole, values: whole.values.slice(0, 2900) }
  const [long, short] = [whole, cut].map((grid) => detect(grid, { windowMs, sensitivity: 'medium', algorithms }))
  expect(long!.surprise.data.slice(0, 2900)).toEqual(short!.surprise.data.slice(0, 2900))
})

describe('of four days with an incident at one o’clock', () => {
  const daily = (at: number) => at % dayMs >= 13 * hourMs && at % dayMs < 14 * hourMs && at > monday + 10 * dayMs
  const grid = line({ days: 14 }, (at, random) => shop()(at, random) * (daily(at) ? 4 : 1))
  const lastDay = grid.values.length - (11 * hourMs - 30 * 60_000) / fiveMinutes
  const surpriseOf = (leftOut?: Uint8Array) =>
    detect(grid, { windowMs, sensitivity: 'medium', algorithms }, leftOut).surprise.data[lastDay]!

  test('the last is a surprise where the others are left out, and is none where they are learned from', () => {
    const marks = Uint8Array.from(grid.values, (_, index) => (daily(bucketAt(grid, index)) ? 1 : 0))
    expect(surpriseOf(marks)).toBeGreaterThan(1.5)
    expect(surpriseOf()).toBeLessThan(1.35)
  })
})
