import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binomialTails } from '@/lib/stats/binomial-tails'
import { logGamma } from '@/lib/stats/log-gamma'
import { negativeBinomialTails } from '@/lib/stats/negative-binomial-tails'
import { normalQuantile } from '@/lib/stats/normal-quantile'
import { normalTails } from '@/lib/stats/normal-tails'
import { poissonTails } from '@/lib/stats/poisson-tails'
import { studentQuantile } from '@/lib/stats/student-quantile'
import { studentTails } from '@/lib/stats/student-tails'
import type { Tails } from '@/lib/stats/tails'
import { expectClose, golden, type Written } from './expect-close'

type Rows = Written[][]
const r =
  golden<Record<'lgamma' | 'pnorm' | 'qnorm' | 'pt' | 'qt' | 'ppois' | 'pnbinom' | 'pbinom', Rows>>('statistics')

function expectTails(tails: Tails, [atMost, atLeast, logAtMost, logAtLeast]: Written[], tolerance: number): void {
  const smallest = 1e-290
  expectClose(tails.atMost, atMost!, tolerance, smallest)
  expectClose(tails.atLeast, atLeast!, tolerance, smallest)
  if (logAtMost !== undefined) expectClose(tails.logAtMost, logAtMost, tolerance, 1e-290)
  if (logAtLeast !== undefined) expectClose(tails.logAtLeast, logAtLeast, tolerance, 1e-290)
}

const numbers = (row: Written[]) => row.map(Number) as [number, number, number]

describe('equal to R', () => {
  test.each(r.lgamma)('log-gamma of %d', (x, reference) => {
    expectClose(logGamma(Number(x)), reference!, 2e-14, 1)
  })
  test.each(r.pnorm)('normal tails at %d', (z, ...reference) => {
    expectTails(normalTails(Number(z)), reference, 1e-12)
  })
  test.each(r.qnorm)('normal quantile at %d', (p, reference) => {
    expectClose(normalQuantile(Number(p)), reference!, 1e-14, 1e-3)
  })
  test.each(r.pt)('Student tails at %d, %d degrees', (...row) => {
    const [t, degrees] = numbers(row)
    expectTails(studentTails(t, degrees), row.slice(2), 1e-12)
  })
  test.each(r.qt)('Student quantile at %d, %d degrees', (...row) => {
    const [p, degrees] = numbers(row)
    expectClose(studentQuantile(p, degrees), row[2]!, 1e-11, 1e-3)
  })
  test.each(r.ppois)('Poisson tails of mean %d at %d', (...row) => {
    const [mean, count] = numbers(row)
    expectTails(poissonTails(count, mean), row.slice(2), 1e-11)
  })
  test.each(r.pnbinom)('negative binomial tails of mean %d and size %d at %d', (...row) => {
    const [mean, size, count] = numbers(row)
    expectTails(negativeBinomialTails(count, mean, size), row.slice(3), 1e-10)
  })
  test.each(r.pbinom)('binomial tails of %d trials of %d at %d', (...row) => {
    const [trials, probability, count] = numbers(row)
    expectTails(binomialTails(count, trials, probability), row.slice(3), 1e-11)
  })
})

const means = fc.double({ min: 0, max: 1e6, noNaN: true })
const counts = fc.integer({ min: 0, max: 2_000_000 })

test.each([
  ['Poisson', (count: number, mean: number) => poissonTails(count, mean)],
  ['negative binomial', (count: number, mean: number) => negativeBinomialTails(count, mean, 3)],
  ['binomial', (count: number, mean: number) => binomialTails(count, 2_000_000, mean / 2e6)],
])('%s: at most k and at least k + 1 are all there is', (_, tailsAt) => {
  fc.assert(
    fc.property(counts, means, (count, mean) => {
      expect(tailsAt(count, mean).atMost + tailsAt(count + 1, mean).atLeast).toBeCloseTo(1, 11)
    }),
    { seed: 3 },
  )
})

test('quantiles undo the tails', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), fc.integer({ min: 1, max: 5000 }), (p, degrees) => {
      expectClose(studentTails(studentQuantile(p, degrees), degrees).atMost, p, 1e-11)
      expectClose(normalTails(normalQuantile(p)).atMost, p, 1e-12)
    }),
    { seed: 3 },
  )
})

test('tails of counts of a million million are told at all', () => {
  const tails = poissonTails(1e12 - 1, 1e12 - 1)
  expect(tails.atMost).toBeCloseTo(0.5, 5)
  expect(poissonTails(1e9, 1.001e9).logAtMost).toBeCloseTo(-504.5, 0)
})

test.each([
  ['logGamma of 0', () => logGamma(0), 'logGamma: x is 0'],
  ['a NaN score', () => normalTails(Number.NaN), 'normalTails: z is NaN, not a number from -Infinity to Infinity'],
  ['a probability of 2', () => normalQuantile(2), 'normalQuantile: p is 2, not a number from 0 to 1'],
  ['no degrees of freedom', () => studentQuantile(0.9, 0), 'studentQuantile: degrees is 0'],
  ['a mean below 0', () => poissonTails(1, -1), 'poissonTails: mean is -1, not a number from 0 to 1000000000000'],
  ['an infinite count', () => poissonTails(Infinity, 1), 'poissonTails: count is Infinity'],
  ['a size of 0', () => negativeBinomialTails(1, 1, 0), 'negativeBinomialTails: size is 0'],
  ['half a chance more than 1', () => binomialTails(1, 2, 1.5), 'binomialTails: probability is 1.5'],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(expect.objectContaining({ name: 'SeriesError', message: expect.stringContaining(message) }))
})
