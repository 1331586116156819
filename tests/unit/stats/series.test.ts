import { describe, expect, test } from 'vitest'
import { autocorrelation } from '@/lib/stats/autocorrelation'
import { cusum } from '@/lib/stats/cusum'
import { ewma } from '@/lib/stats/ewma'
import { ewmaAlpha } from '@/lib/stats/ewma-alpha'
import { ewmaDeviation } from '@/lib/stats/ewma-deviation'
import { fourierTransform } from '@/lib/stats/fourier-transform'
import { mean } from '@/lib/stats/mean'
import { periodogram } from '@/lib/stats/periodogram'
import { standardDeviation } from '@/lib/stats/standard-deviation'
import { variance } from '@/lib/stats/variance'
import { expectAllClose, golden } from './expect-close'

type Golden = {
  series: number[]
  var: number[]
  acf: number[]
  periodogram: { even: number[]; odd: number[] }
  ewma: number[]
  cusum: { x: number[]; target: number; slack: number; threshold: number; up: number[]; down: number[] }
}
const r = golden<Golden>('statistics')
const y = r.series
const nan = Number.NaN

describe('equal to R', () => {
  test.each([
    ['variance', [variance(y), variance(y.map((value) => value * 1e6 + 1e9)), variance(y.slice(0, 2))], r.var],
    ['autocorrelation', autocorrelation(y, 60), r.acf],
    ['periodogram of an even number', periodogram(y).subarray(1), r.periodogram.even],
    ['periodogram of an odd number', periodogram(y.slice(0, 231)).subarray(1), r.periodogram.odd],
    ['EWMA', ewma(y.slice(0, 30), { alpha: 0.3 }), r.ewma],
    ['CUSUM above', cusum(r.cusum.x, r.cusum).up, r.cusum.up],
    ['CUSUM below', cusum(r.cusum.x, r.cusum).down, r.cusum.down],
  ])('%s', (_, actual, reference) => {
    expectAllClose(actual, reference, 1e-12)
  })
})

test('CUSUM alarms where the handbook says', () => {
  expect(cusum(r.cusum.x, r.cusum).alarms).toEqual([13, 14, 15, 16, 17, 18, 19])
  expect(cusum(r.cusum.x, { ...r.cusum, restart: true }).alarms).toEqual([13, 15, 18])
})

test.each([2, 3, 7, 12, 64, 97])('the Fourier transform of %d values is that of its definition', (n) => {
  const values = Array.from({ length: n }, (_, i) => Math.sin(3 * i) + i / 7)
  const sums = values.map((_, k) =>
    values.reduce(
      ([re, im], value, j) => {
        const angle = (2 * Math.PI * j * k) / n
        return [re + value * Math.cos(angle), im - value * Math.sin(angle)] as [number, number]
      },
      [0, 0] as [number, number],
    ),
  )
  const { re, im } = fourierTransform(values)
  expectAllClose([...re, ...im], [...sums.map(([real]) => real), ...sums.map(([, imaginary]) => imaginary)], 1e-13)
})

test('the periodogram of a noise has its variance as mean', () => {
  const values = Array.from({ length: 999 }, (_, i) => ((i * 7919) % 997) / 7)
  const power = periodogram(values).subarray(1)
  expect(mean(power)).toBeCloseTo((variance(values, { population: true }) * 999) / 998, 6)
})

describe('values of any size', () => {
  test.each([1e-300, 1e-160, 1, 1e160, 1e300])('of %d', (size) => {
    const values = [5, 3, 8, 1].map((value) => (value / 8) * size)
    expect((8 * standardDeviation(values)) / size).toBeCloseTo(2.9860788111948193, 12)
    expect(autocorrelation(values, 2)[1]).toBeCloseTo(-0.665888, 6)
    expect((8 * ewma(values, { alpha: 0.5 })[3]!) / size).toBeCloseTo(3.5, 12)
    expect((8 * cusum(values, { slack: 0, threshold: 1e300 }).up[3]!) / size).toBeCloseTo(size === 1e300 ? 8 : 17, 9)
  })
  test('a variance beyond all numbers is infinite', () => {
    expect(variance([1e300, -1e300])).toBe(Number.POSITIVE_INFINITY)
  })
})

test('unknown values leave averages and sums as they were', () => {
  expect([...ewma([nan, 2, nan, 4], { alpha: 0.5 })]).toEqual([nan, 2, 2, 3])
  expect([...ewma([nan, 2], { alpha: 0.5, start: 0 })]).toEqual([0, 1])
  const { up, alarms } = cusum([2, nan, 2], { slack: 1, threshold: 0.5 })
  expect([...up]).toEqual([1, 1, 2])
  expect(alarms).toEqual([0, 2])
  expect(ewma([], { alpha: 1 })).toHaveLength(0)
})

test('an EWMA forgets half in its half-life, and varies less than its values', () => {
  expect(ewma([1, ...new Array(10).fill(0)], { alpha: ewmaAlpha(5) })[5]).toBeCloseTo(0.5, 12)
  expect(ewmaDeviation(0.3, 1)).toBeCloseTo(0.3, 12)
  expect(ewmaDeviation(0.3, 1000)).toBeCloseTo(Math.sqrt(0.3 / 1.7), 12)
})

test.each([
  { name: 'constant values', values: [4, 4, 4, 4], expected: [1, 0, 0] },
  { name: 'nearly constant values, apart by rounding', values: [0.1 + 0.2, 0.3, 0.3, 0.3], expected: [1, 0, 0] },
])('$name have no autocorrelation', ({ values, expected }) => {
  expect([...autocorrelation(values, 2)]).toEqual(expected)
})

test.each([
  ['autocorrelation of a NaN', () => autocorrelation([1, nan, 2], 1), 'autocorrelation: value 1 is NaN'],
  ['autocorrelation of one value', () => autocorrelation([1], 0), 'autocorrelation: 1 values, where at least 2'],
  ['a lag too long', () => autocorrelation([1, 2], 2), 'autocorrelation: lags is 2, not a whole number from 0 to 1'],
  [
    'a periodogram of 1e200',
    () => periodogram([1, 1e200]),
    'periodogram: value 1 is 1e+200, not a number within ±1e+150',
  ],
  ['an alpha of 0', () => ewma([1], { alpha: 0 }), 'ewma: alpha is 0'],
  ['an infinite value', () => ewma([Infinity], { alpha: 1 }), 'neither a number within ±1e+300 nor NaN for unknown'],
  ['a slack below 0', () => cusum([1], { slack: -1, threshold: 1 }), 'cusum: slack is -1'],
  ['a half-life of 0', () => ewmaAlpha(0), 'ewmaAlpha: halfLife is 0'],
  ['no values of a chart', () => ewmaDeviation(0.5, 0), 'ewmaDeviation: count is 0'],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(expect.objectContaining({ name: 'SeriesError', message: expect.stringContaining(message) }))
})
