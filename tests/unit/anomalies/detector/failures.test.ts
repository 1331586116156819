import { describe, expect, test } from 'vitest'
import { Clock } from '@/lib/anomalies/detector/clock'
import { type Detection, detect } from '@/lib/anomalies/detector/detector'
import { Failures } from '@/lib/anomalies/detector/failures'
import { bucketAt, dayMs, type Grid, hourMs } from '@/lib/anomalies/grid'
import { fiveMinutes, monday, seeded } from '../series'

type Row = { rows: number; failed: number }
type Shape = { days: number; stepMs?: number; seed?: number }

/** The pass rate of a rule, in percent. */
function rate({ days, stepMs = fiveMinutes, seed = 5 }: Shape, at: (ms: number, random: () => number) => Row): Grid {
  const random = seeded(seed)
  const all = Array.from({ length: (days * dayMs) / stepMs }, (_, index) => at(monday + index * stepMs, random))
  const values = Float64Array.from(all, ({ rows, failed }) => (rows < 5 ? Number.NaN : 100 - (100 * failed) / rows))
  return {
    startMs: monday,
    stepMs,
    nature: 'share',
    whole: 100,
    unit: 0,
    values,
    rows: Float64Array.from(all, ({ rows }) => rows),
  }
}

const failing = (rows: number, share: number, random: () => number): Row => {
  let failed = 0
  for (let row = 0; row < rows; row++) if (random() < share) failed++
  return { rows, failed }
}

const detection: Detection = {
  windowMs: 7 * dayMs,
  sensitivity: 'medium',
  algorithms: ['statistical', 'seasonal', 'ml'],
  rules: { direction: 'down', floorAbsolute: null, floorPercent: null, bars: [] },
}
function alarms(grid: Grid) {
  const detector = detect(grid, detection)
  return detector.incidents.all.flatMap(({ startAt, endAt, alarmAt, closed }) =>
    alarmAt === null ? [] : { from: bucketAt(grid, startAt), to: bucketAt(grid, endAt), closed },
  )
}

const quarter = 3 * fiveMinutes
const faultAt = monday + 10 * dayMs + 14 * hourMs
const inFault = (ms: number) => ms >= faultAt && ms < faultAt + hourMs
const busy = (ms: number) => Math.round(40 + 30 * Math.sin((ms / dayMs) * 2 * Math.PI))

describe('a fall is found', () => {
  test.each([
    { name: 'of a rate that has always been whole, in each bucket', usual: 0, fault: 0.3 },
    { name: 'of a rate that has always been whole, by a little', usual: 0, fault: 0.08 },
    { name: 'of a rate that is usually off', usual: 0.05, fault: 0.4 },
    { name: 'of a rate where most fail', usual: 0.7, fault: 0.97 },
  ])('$name', ({ usual, fault }) => {
    const grid = rate({ days: 11 }, (ms, random) => failing(busy(ms), inFault(ms) ? fault : usual, random))
    const found = alarms(grid)
    expect(found).toHaveLength(1)
    expect(found[0]!.from).toBeGreaterThanOrEqual(faultAt - 2 * fiveMinutes)
    expect(found[0]!.from).toBeLessThan(faultAt + 6 * fiveMinutes)
    expect(found[0]!.to).toBeLessThanOrEqual(faultAt + hourMs + fiveMinutes)
    expect(found[0]!.closed).toBe(true)
  })

  test('in hours of few rows', () => {
    const grid = rate({ days: 12, stepMs: hourMs }, (ms) => ({ rows: 12, failed: ms === faultAt ? 8 : 0 }))
    expect(alarms(grid)).toEqual([{ from: faultAt, to: faultAt + hourMs, closed: true }])
  })
})

describe('nothing is told', () => {
  test.each<{ name: string; at: (ms: number, random: () => number) => Row }>([
    { name: 'of a constant rate', at: (ms) => ({ rows: busy(ms), failed: 0 }) },
    {
      name: 'of single rows',
      at: (ms) => ({ rows: busy(ms), failed: ms % hourMs === 0 && ms > monday + 8 * dayMs ? 1 : 0 }),
    },
    { name: 'of two rows of few', at: (ms) => ({ rows: 6, failed: ms === faultAt ? 2 : 0 }) },
    { name: 'of chance', at: (ms, random) => failing(busy(ms), 0.02, random) },
    { name: 'of chance where half fail', at: (ms, random) => failing(busy(ms), 0.5, random) },
    { name: 'of a few in a million', at: (ms) => ({ rows: 20_000, failed: inFault(ms) ? 40 : 0 }) },
    {
      name: 'of what comes each night',
      at: (ms, random) => failing(busy(ms), ms % dayMs < hourMs ? 0.3 : 0.01, random),
    },
    { name: 'of a rate that is whole at last', at: (ms, random) => failing(busy(ms), ms < faultAt ? 0.05 : 0, random) },
    { name: 'of more rows', at: (ms, random) => failing(inFault(ms) ? 600 : busy(ms), 0.03, random) },
  ])('$name', ({ at }) => {
    for (const seed of [5, 6]) expect([seed, alarms(rate({ days: 14, seed, stepMs: quarter }, at))]).toEqual([seed, []])
  })
})

test('what is forgotten is not learned from', () => {
  const ownZ = (isForgotten: boolean) => {
    const failures = new Failures(new Clock(monday, hourMs))
    for (let at = 0; at < 48; at++) {
      failures.push(at < 6 ? 0.4 : 1, 50)
      if (at < 6 && isForgotten) failures.forget(at)
    }
    return failures.push(0.84, 50).own
  }
  expect(ownZ(true)).toBeLessThan(-4)
  expect(ownZ(false)).toBeGreaterThan(-1)
})
