import { describe, expect, test } from 'vitest'
import { Clock } from '@/lib/anomalies/detector/clock'
import { detectionAlgorithms as algorithms, detect } from '@/lib/anomalies/detector/detector'
import { Flat } from '@/lib/anomalies/detector/flat'
import { dayMs, hourMs } from '@/lib/anomalies/grid'
import { fiveMinutes, line, monday, seeded } from '../series'

const detection = { windowMs: 7 * dayMs, sensitivity: 'medium', algorithms } as const
const wave = (at: number, periodMs: number) => Math.sin((2 * Math.PI * at) / periodMs)
const noise = (random: () => number) => random() + random() - 1

describe('periods are learned', () => {
  test.each([
    { name: 'a day', periodMs: dayMs, stepMs: hourMs, days: 12 },
    { name: 'seven hours', periodMs: 7 * hourMs, stepMs: fiveMinutes, days: 8 },
    { name: '100 minutes', periodMs: 100 * 60_000, stepMs: fiveMinutes, days: 5 },
    { name: 'a week', periodMs: 7 * dayMs, stepMs: hourMs, days: 40 },
  ])('$name', ({ periodMs, stepMs, days }) => {
    const grid = line({ days, stepMs, nature: 'average' }, (at, random) => {
      const daily = periodMs > dayMs ? 20 * wave(at, dayMs) * (1 + wave(at, periodMs)) : 0
      return 100 + 60 * wave(at, periodMs) + daily + 6 * noise(random)
    })
    const detector = detect(grid, detection)
    const found = detector.periods.find(({ ms }) => ms === periodMs)
    expect(found?.since).toBeLessThan(grid.startMs + days * dayMs)
    const { min, max } = detector.bandAt(detector.length - 1)
    expect(max! - min!).toBeLessThan(120)
    expect(detector.incidents.all.filter(({ alarmAt }) => alarmAt !== null)).toEqual([])
  })

  test.each([
    ['noise', (_at: number, random: () => number) => 100 + 20 * noise(random)],
    ['a constant', () => 5],
  ])('none of %s', (_name, value) => {
    expect(detect(line({ days: 8, nature: 'average' }, value), detection).periods).toEqual([])
  })
})

describe('standing still', () => {
  const clock = new Clock(monday, fiveMinutes)
  const lengths = (before: (at: number, random: () => number) => number) => {
    const [flat, random] = [new Flat(clock), seeded(4)]
    for (let at = 0; at < 600; at++) flat.push(before(at, random))
    return Array.from({ length: 100 }, () => flat.push(1)).findIndex((z) => z > 0)
  }

  test.each([
    {
      name: 'what always moves may stand for two hours',
      before: (_: number, random: () => number) => 2 + random(),
      at: 24,
    },
    { name: 'what stands for an hour may for three', before: (at: number) => 2 + Math.floor(at / 12), at: 36 },
    { name: 'what seldom moves may for ever', before: (at: number) => 2 + Math.floor(at / 200), at: -1 },
    { name: 'what is unknown does not count', before: () => Number.NaN, at: -1 },
  ])('$name', ({ before, at }) => {
    expect(lengths(before)).toBe(at)
  })
})

test('a gauge that hangs alarms, though its value is a usual one', () => {
  const grid = line({ days: 9, nature: 'average' }, (at, random) => 50 + 20 * wave(at, dayMs) + 5 * noise(random))
  grid.values.fill(52, 8 * 288 + 100, 8 * 288 + 150)
  const raised = detect(grid, detection).incidents.all.filter(({ alarmAt }) => alarmAt !== null)
  expect(raised).toHaveLength(1)
  expect(raised[0]!.alarmAt).toBeLessThan(8 * 288 + 150)
})
