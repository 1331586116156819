import { describe, expect, test } from 'vitest'
import { findPeriods } from '@/lib/stats/find-periods'
import { randomSource } from '@/lib/stats/random-source'
import { golden } from './expect-close'

const { series } = golden<{ series: Record<string, number[]> }>('stl')
const random = randomSource(2)
const noise = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
const made = (length: number, at: (i: number) => number) => Array.from({ length }, (_, i) => at(i))
const wave = (i: number, period: number) => Math.sin((2 * Math.PI * i) / period)
const isWeekend = (i: number, perDay: number) => i % (7 * perDay) >= 5 * perDay

describe('the best period of', () => {
  test.each([
    { name: 'monthly temperatures', values: series.nottem!, period: 12 },
    { name: 'monthly CO₂', values: series.co2!, period: 12 },
    { name: 'monthly passengers', values: series.AirPassengers!, period: 12 },
    { name: 'hourly values', values: series.hourly!, period: 24 },
    { name: 'a wave in its noise', values: made(2016, (i) => wave(i, 288) + noise()), period: 288 },
    { name: 'three cycles', values: made(864, (i) => wave(i, 288) + 0.2 * noise()), period: 288 },
    { name: 'a batch each night', values: made(2016, (i) => (i % 288 === 12 ? 900 : 0)), period: 288 },
    { name: 'a wave with spikes', values: made(1000, (i) => wave(i, 50) + (random() < 0.01 ? 80 : 0)), period: 50 },
    { name: 'a wave that climbs', values: made(900, (i) => i / 10 + wave(i, 60)), period: 60 },
    { name: 'two peaks a day', values: made(720, (i) => 2 * wave(i, 12) + 1.5 * wave(i, 24) + noise()), period: 24 },
    {
      name: 'a period of no whole length',
      values: made(1000, (i) => wave(i, 37.4) + 0.1 * noise()),
      period: 37.4,
    },
    { name: 'every second value', values: made(64, (i) => i % 2), period: 2 },
  ])('$name is $period', ({ values, period }) => {
    const [best] = findPeriods(values)
    expect(Math.abs((best?.period ?? 0) - period)).toBeLessThanOrEqual(Math.max(0.5, period * 0.01))
    expect(best!.correlation).toBeGreaterThan(0.2)
    expect(best!.chance).toBeLessThan(0.001)
  })
})

test('day and week are both found where weekends differ', () => {
  const values = made(24 * 42, (i) => (isWeekend(i, 24) ? 3 : 10) * (2 + wave(i, 24)) + noise())
  expect(
    findPeriods(values)
      .map(({ period }) => period)
      .sort((a, b) => a - b),
  ).toEqual([24, 168])
})

test('noise and random walks have no period but once in a hundred', () => {
  let found = 0
  for (let run = 0; run < 200; run++) {
    const values = made(500, noise)
    if (run % 2) for (let i = 1; i < 500; i++) values[i]! += values[i - 1]!
    found += findPeriods(values).length > 0 ? 1 : 0
  }
  expect(found).toBeLessThanOrEqual(2)
})

test.each([
  { name: 'no values', values: [] },
  { name: 'five values', values: [1, 2, 1, 2, 1] },
  { name: 'a constant', values: new Array(100).fill(1e-300) },
  { name: 'a line', values: made(100, (i) => 3 * i) },
  { name: 'one spike', values: made(300, (i) => (i === 150 ? 1 : 0)) },
  { name: 'a step', values: made(300, (i) => (i < 150 ? 0 : 1)) },
])('$name: none', ({ values }) => {
  expect(findPeriods(values)).toEqual([])
})

test.each([
  ['a NaN', [1, Number.NaN], {}, 'findPeriods: value 1 is NaN'],
  ['a value of 1e200', [1e200], {}, 'findPeriods: value 0 is 1e+200, not a number within ±1e+150'],
  ['a significance of 2', [1], { significance: 2 }, 'findPeriods: significance is 2'],
])('%s is refused', (_, values, options, message) => {
  expect(() => findPeriods(values, options)).toThrow(message)
})
