import { describe, expect, test } from 'vitest'
import { bucketKey, bucketsOf, compareBuckets, seriesName } from '@/lib/metrics/compare'
import { Fold, hourMs, minuteMs } from '@/lib/metrics/fold'

const at = Date.UTC(2026, 2, 1, 10)
const amount = (value: number | string) => ({ kind: 'value', field: 'amount', label: null, value }) as const

describe('bucketsOf', () => {
  const fold = new Fold()
  for (const [minute, value] of [0.1, 0.2, '0.30'].entries()) fold.add(1, at + minute * minuteMs, amount(value))
  fold.add(1, at + hourMs, amount(5))

  test.each([
    ['samples_1m', at, 4, `1 0.1 0.1 0.1 ${at} 0.1 ${at}`],
    ['samples_1h', at, 2, `3 0.6 0.1 0.3 ${at} 0.3 ${at + 2 * minuteMs}`],
    ['samples_1d', Date.UTC(2026, 2, 1), 1, `4 5.6 0.1 5 ${at} 5 ${at + hourMs}`],
  ] as const)('%s', (resolution, start, size, text) => {
    const buckets = bucketsOf(fold.series, resolution)
    expect(buckets.size).toBe(size)
    expect(buckets.get(bucketKey(seriesName('value', 'amount', ''), start))).toBe(text)
  })
})

describe('compareBuckets', () => {
  const key = (start: number) => bucketKey(seriesName('category', 'status', 'paid'), start)
  test.each([
    ['alike', { 1: 'a', 2: 'b' }, { 1: 'a', 2: 'b' }, 2, []],
    ['another value', { 1: 'a' }, { 1: 'b' }, 1, [['a', 'b']]],
    ['what is missing', {}, { 1: 'a' }, 1, [[null, 'a']]],
    ['what is too much', { 1: 'a' }, {}, 1, [['a', null]]],
  ])('%s', (_name, kept, counted, compared, different) => {
    const of = (texts: Record<number, string>) =>
      new Map(Object.entries(texts).map(([start, text]) => [key(Number(start)), text]))
    const found = compareBuckets('samples_1m', of(kept), of(counted))
    expect(found).toMatchObject({ compared, different: different.length })
    expect(found.examples.map((one) => [one.kept, one.counted])).toEqual(different)
    for (const one of found.examples) expect(one).toMatchObject({ series: 'category status paid', start: 1 })
  })
})
