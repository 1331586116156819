import { describe, expect, test } from 'vitest'
import { mad } from '@/lib/stats/mad'
import { mean } from '@/lib/stats/mean'
import { median } from '@/lib/stats/median'
import { modifiedZScore, normalConsistency } from '@/lib/stats/modified-z-score'
import { quantile } from '@/lib/stats/quantile'
import { robustScale } from '@/lib/stats/robust-scale'
import { standardDeviation } from '@/lib/stats/standard-deviation'
import { zScore } from '@/lib/stats/z-score'
import numpy from '@/tests/golden/numpy-stats.json'
import r from '@/tests/golden/r-stats.json'

type Reference = number | string | null

/** Undefined there (NA, NaN, an infinity written as text) is undefined or infinite here. */
function expectClose(actual: number, reference: Reference | undefined, magnitude = 1) {
  if (typeof reference !== 'number') return expect(Number.isFinite(actual)).toBe(false)
  const tolerance = 1e-12 * Math.max(Math.abs(reference), magnitude)
  expect(Math.abs(actual - reference), `${actual} against ${reference}`).toBeLessThanOrEqual(tolerance)
}

const largest = (values: number[]) => Math.max(...values.map(Math.abs))

describe('against R', () => {
  test.each(Object.entries(r))('%s', (_, golden) => {
    const { x } = golden
    const size = largest(x) * 1e-3
    expectClose(mean(x), golden.mean, size)
    expectClose(standardDeviation(x), golden.sd_sample, size)
    expectClose(standardDeviation(x, { population: true }), golden.sd_pop, size)
    expectClose(median(x), golden.median, size)
    expectClose(mad(x), golden.mad, size)
    expectClose(mad(x, normalConsistency), golden.mad_scaled, size)
    golden.p.forEach((p, index) => {
      expectClose(quantile(x, p), golden.quantile_type7[index], size)
    })
    x.forEach((value, index) => {
      expectClose(zScore(value, mean(x), standardDeviation(x)), golden.z_sample[index])
      expectClose(modifiedZScore(value, median(x), mad(x)), golden.robust_z[index])
    })
  })
})

describe('against numpy', () => {
  test.each(Object.entries(numpy))('%s', (_, golden) => {
    const { x } = golden
    const size = largest(x) * 1e-3
    expectClose(mean(x), golden.mean, size)
    expectClose(standardDeviation(x, { population: true }), golden.std_pop, size)
    expectClose(median(x), golden.median, size)
    expectClose(mad(x), golden.mad_raw, size)
    golden.p.forEach((p, index) => {
      expectClose(quantile(x, p), golden.percentile_linear[index], size)
    })
  })
})

const nan = Number.NaN
describe.each([
  { name: 'no values', x: [], results: { mean: nan, sd: nan, median: nan, mad: nan, q: nan, scale: nan } },
  { name: 'one value', x: [3], results: { mean: 3, sd: nan, median: 3, mad: 0, q: 3, scale: 0 } },
  {
    name: 'a NaN among values',
    x: [1, nan, 3],
    results: { mean: nan, sd: nan, median: nan, mad: nan, q: nan, scale: nan },
  },
  { name: 'constant', x: [4, 4, 4], results: { mean: 4, sd: 0, median: 4, mad: 0, q: 4, scale: 0 } },
])('$name', ({ x, results }) => {
  test.each([
    { of: 'mean', actual: mean(x), expected: results.mean },
    { of: 'standard deviation', actual: standardDeviation(x), expected: results.sd },
    { of: 'median', actual: median(x), expected: results.median },
    { of: 'MAD', actual: mad(x), expected: results.mad },
    { of: 'quantile', actual: quantile(x, 0.9), expected: results.q },
    { of: 'robust scale', actual: robustScale(x), expected: results.scale },
  ])('$of is $expected', ({ actual, expected }) => {
    expect(actual).toBe(expected)
  })
})

test.each([
  { name: 'the constant itself', value: 4, expected: nan },
  { name: 'above a constant', value: 5, expected: Number.POSITIVE_INFINITY },
  { name: 'below a constant', value: 3, expected: Number.NEGATIVE_INFINITY },
])('score of $name', ({ value, expected }) => {
  expect(zScore(value, 4, 0)).toBe(expected)
  expect(modifiedZScore(value, 4, 0)).toBe(expected)
})

test.each([-0.1, 1.1, nan])('quantile at %s is NaN', (p) => {
  expect(quantile([1, 2], p)).toBeNaN()
})

test('robust scale sees past a majority of equal values', () => {
  expect(robustScale([0, 0, 0, 0, 0, 0, 0, 0, 10, 10])).toBeCloseTo(10 / 2.5631, 4)
})
