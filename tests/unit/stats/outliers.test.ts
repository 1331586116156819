import { describe, expect, test } from 'vitest'
import { generalizedEsd, type Outlier } from '@/lib/stats/generalized-esd'
import { isolationForest } from '@/lib/stats/isolation-forest'
import { isolationScore } from '@/lib/stats/isolation-score'
import { randomSource } from '@/lib/stats/random-source'
import { seasonalHybridEsd } from '@/lib/stats/seasonal-hybrid-esd'
import { expectClose, golden } from './expect-close'

type Rows = [index: number, statistic: number, critical: number][]
type Golden = {
  esd: { x: number[]; plain: Rows; robust: Rows; up: Rows }
  seasonal_esd: { x: number[]; period: number; both: Rows; down: Rows }
}
const r = golden<Golden>('statistics')
const sklearn = golden<{ points: number[][]; cases: { sampleSize: number; scores: number[] }[] }>('isolation-forest')

function expectOutliers(actual: Outlier[], reference: Rows): void {
  expect(actual.map(({ index }) => index)).toEqual(reference.map(([index]) => index))
  reference.forEach(([, statistic, critical], i) => {
    expectClose(actual[i]!.statistic, statistic, 1e-9)
    expectClose(actual[i]!.critical, critical, 1e-9)
  })
}

test.each([
  ['ESD by mean and deviation', generalizedEsd(r.esd.x, { most: 10 }), r.esd.plain],
  ['ESD by median and MAD', generalizedEsd(r.esd.x, { most: 4, robust: true }), r.esd.robust],
  ['ESD upwards alone', generalizedEsd(r.esd.x, { most: 10, direction: 'up' }), r.esd.up],
  ['S-H-ESD', seasonalHybridEsd(r.seasonal_esd.x, { period: 24 }), r.seasonal_esd.both],
  [
    'S-H-ESD downwards alone',
    seasonalHybridEsd(r.seasonal_esd.x, { period: 24, alpha: 0.001, direction: 'down' }),
    r.seasonal_esd.down,
  ],
])('%s finds what R finds', (_, actual, reference) => {
  expect(reference.length).toBeGreaterThan(0)
  expectOutliers(actual, reference)
})

test('a normal sample has an outlier about as often as alpha says', () => {
  const random = randomSource(11)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  let samples = 0
  for (let i = 0; i < 1000; i++) {
    if (generalizedEsd(Float64Array.from({ length: 60 }, normal), { most: 5 }).length > 0) samples++
  }
  expect(samples).toBeGreaterThan(25)
  expect(samples).toBeLessThan(85)
})

test.each([
  ['constant values', new Array(20).fill(3), { most: 5 }],
  ['a majority of equal values, by the MAD', [...new Array(20).fill(3), 90], { most: 5, robust: true }],
  ['none looked for', [1, 2, 3, 400], { most: 0 }],
])('%s: no outliers', (_, values, options) => {
  expect(generalizedEsd(values, options)).toEqual([])
})

test.each([1e-300, 1e300])('outliers of the size of %d are found', (size) => {
  const values = [1, 2, 3, 2, 1, 2, 3, 400].map((value) => (value * size) / 400)
  expect(generalizedEsd(values, { most: 2 }).map(({ index }) => index)).toEqual([7])
})

test.each([
  ['two values', () => generalizedEsd([1, 2], { most: 0 }), 'generalizedEsd: 2 values, where at least 3 are needed'],
  ['a NaN', () => generalizedEsd([1, Number.NaN, 3], { most: 1 }), 'generalizedEsd: value 1 is NaN'],
  ['half of the values', () => generalizedEsd([1, 2, 3, 4], { most: 2 }), 'most is 2, not a whole number from 0 to 1'],
  ['alpha of 0', () => generalizedEsd([1, 2, 3], { most: 1, alpha: 0 }), 'generalizedEsd: alpha is 0'],
  ['a share of half', () => seasonalHybridEsd([1], { period: 2, mostShare: 0.5 }), 'mostShare is 0.5'],
])('%s are refused', (_, act, message) => {
  expect(act).toThrow(expect.objectContaining({ name: 'SeriesError', message: expect.stringContaining(message) }))
})

describe('isolation forest', () => {
  const { points, cases } = sklearn

  test.each(cases)('scores as scikit-learn does, of samples of $sampleSize', ({ sampleSize, scores }) => {
    const forest = isolationForest(points, { trees: 3000, sampleSize })
    const apart = points.map((point, i) => Math.abs(isolationScore(forest, point) - scores[i]!))
    expect(Math.max(...apart)).toBeLessThan(0.012)
  })

  test('is the same for a seed, another for another, and the same kept as JSON', () => {
    const score = (seed: number) => isolationScore(isolationForest(points, { seed }), [10, 30])
    expect(score(5)).toBe(score(5))
    expect(score(5)).not.toBe(score(6))
    const kept = isolationForest(points, { seed: 5 })
    expect(isolationScore(structuredClone(kept), [10, 30])).toBe(score(5))
  })

  test.each([
    [
      'equal points',
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
    ],
    ['one point', [[1, 2]]],
  ])('of %s calls nothing unusual', (_, equal) => {
    expect(isolationScore(isolationForest(equal), [500, 1e300])).toBeCloseTo(0.5, 12)
  })

  test.each([1e-300, 1e300])('tells points of the size of %d apart', (size) => {
    const forest = isolationForest(Array.from({ length: 100 }, (_, i) => [((i % 10) / 10) * size]))
    expect(isolationScore(forest, [size])).toBeGreaterThan(isolationScore(forest, [0.45 * size]))
  })

  test.each([
    ['no points', () => isolationForest([]), 'isolationForest: no points'],
    ['unlike points', () => isolationForest([[1], [1, 2]]), 'point 1 has 2 features, the first has 1'],
    [
      'a NaN',
      () =>
        isolationForest([
          [1, 2],
          [1, Number.NaN],
        ]),
      'isolationForest: point 1: value 1 is NaN',
    ],
    ['no trees', () => isolationForest([[1]], { trees: 0 }), 'isolationForest: trees is 0'],
    [
      'a point too short',
      () => isolationScore(isolationForest([[1, 2]]), [1]),
      'the point has 1 features, the forest 2',
    ],
    ['a point of NaN', () => isolationScore(isolationForest([[1]]), [Number.NaN]), 'feature 0 is NaN'],
    ['half a seed', () => randomSource(0.5), 'randomSource: seed is 0.5'],
  ])('%s is refused', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({ name: 'SeriesError', message: expect.stringContaining(message) }))
  })

  test('random numbers are spread evenly', () => {
    const random = randomSource(3)
    const tenths = new Array(10).fill(0)
    for (let i = 0; i < 100_000; i++) tenths[Math.floor(random() * 10)]++
    expect(Math.min(...tenths)).toBeGreaterThan(9_700)
    expect(Math.max(...tenths)).toBeLessThan(10_300)
  })
})
