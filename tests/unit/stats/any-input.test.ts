import fc from 'fast-check'
import { expect, test } from 'vitest'
import { autocorrelation } from '@/lib/stats/autocorrelation'
import { binomialTails } from '@/lib/stats/binomial-tails'
import { cusum } from '@/lib/stats/cusum'
import { findPeriods } from '@/lib/stats/find-periods'
import { generalizedEsd } from '@/lib/stats/generalized-esd'
import { isolationForest } from '@/lib/stats/isolation-forest'
import { isolationScore } from '@/lib/stats/isolation-score'
import { loess } from '@/lib/stats/loess'
import { mstl } from '@/lib/stats/mstl'
import { negativeBinomialTails } from '@/lib/stats/negative-binomial-tails'
import { normalTails } from '@/lib/stats/normal-tails'
import { periodogram } from '@/lib/stats/periodogram'
import { poissonTails } from '@/lib/stats/poisson-tails'
import { seasonalHybridEsd } from '@/lib/stats/seasonal-hybrid-esd'
import { SeriesError } from '@/lib/stats/series-error'
import { stl } from '@/lib/stats/stl'
import { studentTails } from '@/lib/stats/student-tails'

const any = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -50, max: 1000 }) },
  { weight: 3, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1e300, -1e300, 1e-300, 5e-324, 1e150, 1e16) },
)
const wrong = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.7e308)
const series = fc.oneof(
  { weight: 4, arbitrary: fc.array(any, { maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof({ weight: 20, arbitrary: any }, { weight: 1, arbitrary: wrong }), { maxLength: 60 }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(any, fc.integer({ min: 0, max: 60 })).map(([one, n]) => new Array<number>(n).fill(one)),
  },
)

/** All numbers that a result holds, however deep. */
function numbersIn(result: unknown): number[] {
  if (typeof result === 'number') return [result]
  if (result instanceof Float64Array) return [...result]
  return typeof result === 'object' && result !== null ? Object.values(result).flatMap(numbersIn) : []
}

function expectNumbersOrReason(act: () => unknown): void {
  try {
    expect(numbersIn(act()).filter(Number.isNaN)).toEqual([])
  } catch (error) {
    if (!(error instanceof SeriesError)) throw error
    expect(error.message).toMatch(/^\w+: .{10,}/)
  }
}

const first = (values: number[]) => values[0] ?? Number.NaN
test.each<[string, (values: number[]) => unknown]>([
  ['STL', (values) => stl(values, { period: 4, seasonalWindow: 5, robust: true })],
  ['periodic STL', (values) => stl(values, { period: 7, seasonalWindow: 'periodic', outer: 2 })],
  ['MSTL', (values) => mstl(values, { periods: [3, 9], robust: true })],
  ['LOESS', (values) => loess(values, { window: 7, jump: 2 })],
  ['autocorrelation', (values) => autocorrelation(values, 3)],
  ['periodogram', periodogram],
  ['periods', (values) => findPeriods(values, { cycles: 2 })],
  ['generalised ESD', (values) => generalizedEsd(values, { most: 3 })],
  ['S-H-ESD', (values) => seasonalHybridEsd(values, { period: 5, mostShare: 0.2 })],
  ['CUSUM', (values) => cusum(values, { slack: 1, threshold: 5 })],
  [
    'isolation forest',
    (values) =>
      isolationScore(
        isolationForest(
          values.map((value) => [value]),
          { trees: 5 },
        ),
        [first(values)],
      ),
  ],
  ['Poisson', (values) => poissonTails(first(values), Math.abs(values[1] ?? 1))],
  [
    'negative binomial',
    (values) => negativeBinomialTails(first(values), Math.abs(values[1] ?? 1), Math.abs(values[2] ?? 1)),
  ],
  ['binomial', (values) => binomialTails(first(values), 50, Math.abs(Math.sin(values[1] ?? 1)))],
  ['normal', (values) => normalTails(first(values))],
  ['Student', (values) => studentTails(first(values), Math.abs(values[1] ?? 1))],
])('%s of any values: numbers, or a reason', (_, of) => {
  fc.assert(
    fc.property(series, (values) => expectNumbersOrReason(() => of(values))),
    { numRuns: 400, seed: 8 },
  )
})
