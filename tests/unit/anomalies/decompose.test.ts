import { expect, test } from 'vitest'
import { decompose } from '@/lib/anomalies/decompose'
import { dayMs, type Grid, hourMs } from '@/lib/anomalies/grid'

const grid = (days: number, valueAt: (at: number) => number): Grid => ({
  startMs: Date.UTC(2026, 4, 1),
  stepMs: hourMs,
  nature: 'sum',
  unit: 1,
  values: Float64Array.from({ length: days * 24 }, (_, at) => valueAt(at)),
})
const wave = (at: number) => 100 + 30 * Math.sin((2 * Math.PI * at) / 24)

test('adds up to the values, and leaves a spike in the remainder', () => {
  const parts = decompose(grid(8, (at) => wave(at) + (at === 150 ? 500 : 0)))
  if (typeof parts === 'string') throw new Error(parts)
  expect(parts.periods).toEqual([dayMs])
  parts.trend.forEach((trend, at) => {
    expect(trend + parts.season[at]! + parts.remainder[at]!).toBeCloseTo(wave(at) + (at === 150 ? 500 : 0), 9)
  })
  expect(parts.remainder[150]).toBeGreaterThan(450)
  expect(Math.abs(parts.remainder[149]!)).toBeLessThan(20)
  expect(Math.max(...parts.season) - Math.min(...parts.season)).toBeCloseTo(60, 0)
})

test('three weeks have a weekly season as well', () => {
  const parts = decompose(grid(22, (at) => wave(at) * (at % 168 < 48 ? 0.5 : 1)))
  expect(typeof parts === 'string' ? parts : parts.periods).toEqual([dayMs, 7 * dayMs])
})

test('what is unknown has no remainder, and does no harm to the rest', () => {
  const parts = decompose(grid(6, (at) => (at > 60 && at < 70 ? Number.NaN : at === 20 ? 1e300 : wave(at))))
  if (typeof parts === 'string') throw new Error(parts)
  expect(parts.remainder[65]).toBeNaN()
  expect(parts.trend.every(Number.isFinite)).toBe(true)
})

test.each([
  { name: 'too short', grid: grid(1.5, wave), reason: /two days/ },
  { name: 'mostly unknown', grid: grid(6, (at) => (at % 3 ? Number.NaN : 1)), reason: /More than half/ },
  { name: 'wide steps', grid: { ...grid(6, wave), stepMs: dayMs }, reason: /half a day/ },
  { name: 'empty', grid: grid(0, wave), reason: /two days/ },
])('$name: says why there is nothing', ({ grid: given, reason }) => {
  expect(decompose(given)).toMatch(reason)
})
