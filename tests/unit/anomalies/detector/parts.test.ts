import { describe, expect, test } from 'vitest'
import { learnBands } from '@/lib/anomalies/detector/band'
import { Clock } from '@/lib/anomalies/detector/clock'
import { Counts, countScore } from '@/lib/anomalies/detector/counts'
import { detectionAlgorithms as algorithms, detect } from '@/lib/anomalies/detector/detector'
import { Incidents } from '@/lib/anomalies/detector/incidents'
import { Shape } from '@/lib/anomalies/detector/shape'
import { laySlots } from '@/lib/anomalies/detector/slots'
import { deviationOf, surpriseOf, weigh } from '@/lib/anomalies/detector/surprise'
import { dayMs, hourMs } from '@/lib/anomalies/grid'
import { fiveMinutes, line, monday, seeded } from '../series'

const windowMs = 7 * dayMs

describe('slots', () => {
  test.each([
    { name: 'in order', times: [0, 60, 120], slots: [0, 1, 2] },
    { name: 'with a gap', times: [0, 60, 120, 300, 360], slots: [0, 1, 2, 5, 6] },
    { name: 'unsorted', times: [120, 0, 60], slots: [2, 0, 1] },
    { name: 'of one time', times: [0, 60, 60, 120], slots: [0, 1, 1, 2] },
    { name: 'that come early', times: [0, 60, 80, 120, 180], slots: [0, 1, 2, 3, 4] },
    { name: 'one alone', times: [5], slots: [0] },
  ])('rows $name', ({ times, slots }) => {
    expect([...laySlots(times, times).slots]).toEqual(slots)
  })

  test('of one time share the value of the last', () => {
    expect([...laySlots([0, 60, 60], [1, 2, 3]).values]).toEqual([1, 3])
  })

  test('are refused where there would be too many', () => {
    expect(() => laySlots([0, 1, 2, 1e10], [1, 1, 1, 1])).toThrow('span more than 5000000 steps')
  })
})

test.each([
  ['as many as usual', 10, 10, 1, 0],
  ['none of fourteen', 0, 14, 1, -4.83],
  ['ten of a tenth', 10, 0.1, 1, 8.39],
  ['none of fourteen where counts spread twice as far', 0, 14, 2, -2.53],
])('counts: %s', (_name, count, mean, spread, z) => {
  expect(countScore(count, mean, spread)).toBeCloseTo(z, 0)
})

test('sparse counts that stop for a day are a surprise as a whole', () => {
  const random = seeded(5)
  const counts = new Counts(new Clock(monday, hourMs))
  const scores = Array.from({ length: 24 * 21 }, (_, at) => counts.push(at >= 24 * 20 ? 0 : random() < 0.8 ? 1 : 2, 1))
  expect(Math.min(...scores.slice(24 * 8, 24 * 20))).toBeGreaterThan(-4)
  expect(scores.at(-1)).toBeLessThan(-5)
})

test('a shape that never was is far from all others, one that comes again is not', () => {
  const shape = new Shape(new Clock(monday, fiveMinutes), 2016)
  const random = seeded(3)
  const wave = (at: number) => 5 + Math.sin((at / 288) * 2 * Math.PI) + 0.2 * random()
  const scores = Array.from({ length: 2400 }, (_, at) => shape.push(at >= 2300 && at < 2324 ? 5 + (at % 2) : wave(at)))
  expect(Math.max(...scores.slice(1500, 2300))).toBeLessThan(8)
  expect(scores[2323]).toBeGreaterThan(8)
})

describe('surprise', () => {
  test.each([0.1, 1.5, 2, 5])('%d and its deviation belong together', (surprise) => {
    expect(surpriseOf(deviationOf(surprise))).toBeCloseTo(surprise, 12)
  })

  const calm = { plain: 0, root: 0, plainRun: 0, rootRun: 0, count: 0, shape: 0 }
  test.each([
    { name: 'nothing', evidence: calm, lead: 'bucket', side: 0 },
    { name: 'a spike', evidence: { ...calm, plain: 9, root: 7 }, lead: 'bucket', side: 1 },
    { name: 'a run below', evidence: { ...calm, plain: -1, root: -1, rootRun: -12 }, lead: 'run', side: -1 },
    { name: 'a count', evidence: { ...calm, count: -8 }, lead: 'count', side: -1 },
    { name: 'a shape', evidence: { ...calm, plain: 1.2, root: 1, shape: 12 }, lead: 'shape', side: 1 },
  ])('$name', ({ evidence, lead, side }) => {
    expect(weigh(evidence)).toMatchObject({ lead, side })
  })

  test('a shape alone is notable and no alarm', () => {
    expect(weigh({ ...calm, shape: 15 }).surprise).toBeLessThan(1)
  })
})

describe('incidents', () => {
  const raised = (surprises: Record<number, number>, sensitivity: 'low' | 'medium' | 'high', from = 400) => {
    const incidents = new Incidents(hourMs, sensitivity)
    return Array.from({ length: 700 }, (_, at) => {
      const surprise = surprises[at] ?? 0
      return incidents.push(at, { surprise, own: surprise, side: 1 }, true).isRaised && at >= from ? at : -1
    }).filter((at) => at >= 0)
  }
  const daily = Object.fromEntries(Array.from({ length: 7 }, (_, day) => [410 + 24 * day, 2.5]))

  test.each([
    ['low', 1],
    ['medium', 3],
    ['high', 6],
  ] as const)('%s raises %d of what comes every day of a week, in buckets of an hour', (sensitivity, count) => {
    expect(raised(daily, sensitivity)).toHaveLength(count)
  })

  test.each([
    { name: 'what is as bad soon after is not told again', surprises: { 410: 2, 412: 2.2 }, at: [410] },
    { name: 'what is much worse soon after is', surprises: { 410: 2, 412: 3.2 }, at: [410, 412] },
    { name: 'what is as bad hours later is', surprises: { 410: 2, 420: 2.4 }, at: [410, 420] },
    { name: 'the first days have a higher bar', surprises: { 30: 2, 60: 3 }, at: [60] },
  ])('$name', ({ surprises, at }) => {
    expect(raised(surprises as unknown as Record<number, number>, 'medium', 0)).toEqual(at)
  })
})

test('shares keep to 0 and 1, and small ones are judged as such', () => {
  const random = seeded(9)
  const shares = (at: number) =>
    at >= monday + 9 * dayMs + 12 * hourMs && at < monday + 9 * dayMs + 14 * hourMs ? 0.4 : 0.02 + 0.01 * random()
  const grid = { ...line({ days: 10 }, shares), nature: 'share' as const, unit: 0 }
  const { incidents } = detect(grid, { windowMs, sensitivity: 'medium', algorithms })
  expect(incidents.all.filter(({ alarmAt }) => alarmAt !== null)).toHaveLength(1)
  const bands = learnBands(grid, { windowMs, withSeasonal: true, withDays: true, width: 50 }).slice(600)
  expect(Math.min(...bands.map(({ min }) => min!))).toBeGreaterThanOrEqual(0)
  expect(Math.max(...bands.map(({ max }) => max!))).toBeLessThanOrEqual(1)
})
