import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loess } from '@/lib/stats/loess'
import { mstl } from '@/lib/stats/mstl'
import { stl } from '@/lib/stats/stl'
import type { StlOptions } from '@/lib/stats/stl-options'
import { expectAllClose, golden } from './expect-close'

type Case = {
  by: string
  series: string
  options: StlOptions
  seasonal: number[]
  trend: number[]
  weights?: number[]
}
type Golden = { series: Record<string, number[]>; cases: Case[] }
type Statistics = {
  series: number[]
  loess: { mean9: number[]; line9: number[]; line31: number[] }
  mstl: { x: number[]; plain: number[][]; robust: number[][] }
}

const { series, cases } = golden<Golden>('stl')
const r = golden<Statistics>('statistics')
const named = cases.map((one) => {
  const { period: _, ...options } = one.options
  return [`${one.by} of ${one.series}, ${Object.values(options).join(' ')}`, one] as const
})

describe('STL is equal to', () => {
  test.each(named)('%s', (_, { series: name, options, seasonal, trend, weights }) => {
    const y = series[name]!
    const fit = stl(y, options)
    const cycle = y.map((_, i) => seasonal[i % seasonal.length]!)
    expectAllClose(fit.seasonal, cycle, 1e-9)
    expectAllClose(fit.trend, trend, 1e-9)
    expectAllClose(fit.weights, weights ?? y.map(() => 1), 1e-9)
    expectAllClose(
      fit.remainder,
      y.map((value, i) => value - cycle[i]! - trend[i]!),
      1e-8,
    )
  })
})

test.each([7, 13, 'periodic'] as const)('parameters left out are those of R: seasonal window %s', (seasonalWindow) => {
  const robust = cases.filter(({ by, options }) => by.startsWith('R') && options.seasonalWindow === seasonalWindow)
  expect(robust.length).toBeGreaterThan(3)
  for (const { series: name, options, trend } of robust) {
    if (options.seasonalDegree === 1) continue
    const plan = { period: options.period, seasonalWindow, robust: options.outer! > 0 }
    expectAllClose(stl(series[name]!, plan).trend, trend, 1e-9)
  }
})

const window = fc.integer({ min: 1, max: 12 }).map((half) => 2 * half + 1)
const plans = fc.record({
  period: fc.integer({ min: 2, max: 12 }),
  seasonalWindow: fc.oneof(window, fc.constant('periodic' as const)),
  trendWindow: window,
  lowPassWindow: window,
  seasonalDegree: fc.constantFrom(0 as const, 1 as const),
  trendDegree: fc.constantFrom(0 as const, 1 as const),
  seasonalJump: fc.integer({ min: 1, max: 5 }),
  trendJump: fc.integer({ min: 1, max: 5 }),
  lowPassJump: fc.integer({ min: 1, max: 5 }),
  robust: fc.boolean(),
})
const sizes = [1e-300, 1, 1e300]
const finite = fc
  .tuple(
    fc.constantFrom(...sizes),
    fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 24, maxLength: 80 }),
  )
  .map(([size, values]) => values.map((value) => value * size))

test('seasonal, trend and remainder add up to the values, with weights from 0 to 1, whatever the parameters', () => {
  fc.assert(
    fc.property(finite, plans, (values, plan) => {
      const { seasonal, trend, remainder, weights } = stl(values, plan)
      const largest = Math.max(...values.map(Math.abs))
      values.forEach((value, i) => {
        expect(remainder[i]).toBe(value - seasonal[i]! - trend[i]!)
        expect(Math.abs(seasonal[i]! + trend[i]! + remainder[i]! - value)).toBeLessThanOrEqual(1e-12 * largest)
      })
      expect(weights.every((weight) => weight >= 0 && weight <= 1)).toBe(true)
    }),
    { numRuns: 300, seed: 5 },
  )
})

test.each([0, 7, -1e300, 1e-300])('a constant series of %s is its trend', (level) => {
  for (const robust of [false, true]) {
    const fit = stl(new Float64Array(60).fill(level), { period: 12, seasonalWindow: 7, robust })
    const off = Math.max(...fit.trend.map((value) => Math.abs(value - level)), ...fit.seasonal.map(Math.abs))
    expect(off).toBeLessThanOrEqual(1e-14 * Math.abs(level))
  }
})

test('an outlier weighs nothing and moves no other remainder, if robust', () => {
  const y = Array.from({ length: 240 }, (_, i) => 100 + 10 * Math.sin((2 * Math.PI * i) / 24) + ((i * 37) % 11) / 10)
  const clean = stl(y, { period: 24, seasonalWindow: 'periodic', robust: true })
  const fit = stl(
    y.map((value, i) => (i === 100 ? 900 : value)),
    { period: 24, seasonalWindow: 'periodic', robust: true },
  )
  expect(fit.weights[100]).toBe(0)
  expect(fit.remainder[100]).toBeGreaterThan(780)
  expect(Math.abs(fit.trend[110]! - clean.trend[110]!)).toBeLessThan(0.2)
})

const ok = { period: 4, seasonalWindow: 7 }
const ramp = [1, 2, 3, 4, 5, 6, 7, 8]
test.each([
  ['no values', [], ok, 'stl: 0 values, where at least 8 are needed'],
  ['less than two periods', ramp.slice(1), ok, 'stl: 7 values, where at least 8 are needed'],
  ['a NaN', ramp.with(3, Number.NaN), ok, 'stl: value 3 is NaN, not a number within ±1e+300'],
  ['an infinity', ramp.with(0, -Infinity), ok, 'stl: value 0 is -Infinity, not a number within ±1e+300'],
  ['a value beyond 1e300', ramp.with(7, 1e301), ok, 'stl: value 7 is 1e+301, not a number within ±1e+300'],
  ['a period of 1', ramp, { ...ok, period: 1 }, 'stl: period is 1, not a whole number of at least 2'],
  ['an even window', ramp, { ...ok, seasonalWindow: 8 }, 'stl: seasonal window is 8, not an odd number of at least 3'],
  ['a window of 1', ramp, { ...ok, trendWindow: 1 }, 'stl: trend window is 1, not an odd number of at least 3'],
  ['degree 2', ramp, { ...ok, trendDegree: 2 as 1 }, 'stl: trend degree is 2, not a whole number from 0 to 1'],
  ['a jump of 0', ramp, { ...ok, lowPassJump: 0 }, 'stl: low-pass jump is 0, not a whole number of at least 1'],
  ['no inner round', ramp, { ...ok, inner: 0 }, 'stl: inner is 0, not a whole number of at least 1'],
  ['half an outer round', ramp, { ...ok, outer: 0.5 }, 'stl: outer is 0.5, not a whole number of at least 0'],
])('STL refuses %s', (_, values, options, message) => {
  expect(() => stl(values, options)).toThrow(expect.objectContaining({ name: 'SeriesError', message }))
})

describe('LOESS', () => {
  const y = r.series.slice(0, 60)
  test.each([
    ['mean of 9', { window: 9, degree: 0 as const }, r.loess.mean9],
    ['line through 9', { window: 9 }, r.loess.line9],
    ['line through 31', { window: 31, weights: y.map(() => 1) }, r.loess.line31],
  ])('%s is equal to R', (_, options, reference) => {
    expectAllClose(loess(y, options), reference, 1e-12)
  })

  test('a line stays itself, with jumps and weights too', () => {
    const line = Array.from({ length: 50 }, (_, i) => 3 * i - 7)
    const weights = line.map((_, i) => (i % 3) / 2)
    expectAllClose(loess(line, { window: 11, jump: 4, weights }), line, 1e-13)
  })

  test.each([
    ['no values', [], { window: 3 }, 'loess: 0 values, where at least 1 are needed'],
    ['weights of another length', ramp, { window: 3, weights: [1] }, 'loess: weights must be 8 numbers from 0 to 1'],
    ['weights below 0', [1], { window: 3, weights: [-1] }, 'loess: weights must be 1 numbers from 0 to 1'],
  ])('refuses %s', (_, values, options, message) => {
    expect(() => loess(values, options)).toThrow(message)
  })
})

describe('MSTL', () => {
  test.each([
    ['plain', {}, r.mstl.plain],
    ['robust', { robust: true, seasonalWindows: [7, 13], iterations: 1 }, r.mstl.robust],
  ])('of two periods is equal to R, %s', (_, options, [day, week, trend, remainder]) => {
    const fit = mstl(r.mstl.x, { periods: [24, 168], ...options })
    expectAllClose(fit.seasonal[0]!, day!, 1e-9)
    expectAllClose(fit.seasonal[1]!, week!, 1e-9)
    expectAllClose(fit.trend, trend!, 1e-9)
    expectAllClose(fit.remainder, remainder!, 1e-9)
  })

  test.each([
    ['no periods', { periods: [] }, 'mstl: periods are [], not one or more in ascending order'],
    ['periods downwards', { periods: [4, 3] }, 'mstl: periods are [4,3], not one or more in ascending order'],
    ['a window too few', { periods: [2, 3], seasonalWindows: [7] }, '1 seasonal windows for 2 periods'],
    ['a period too long', { periods: [2, 5] }, 'mstl: 8 values, where at least 10 are needed'],
  ])('refuses %s', (_, options, message) => {
    expect(() => mstl(ramp, options)).toThrow(message)
  })
})
