import { expect, test } from 'vitest'
import { aggregationsOf, isSketched, whyNot } from '@/lib/metrics/aggregation'
import { type MeasureKind, measureKinds } from '@/lib/metrics/contract'
import { type Aggregation, aggregations } from '@/lib/metrics/question-words'

test.each<[MeasureKind, Aggregation, string | null]>([
  ['value', 'p95', null],
  ['value', 'sum', null],
  [
    'value',
    'distinct',
    'm keeps no different values; distinct is none of sum, avg, min, max, count, last, rate, p50, p90, p95, p99',
  ],
  ['category', 'p50', 'm keeps no spread of values; p50 is none of sum, avg, min, max, count, last, rate'],
  ['events', 'distinct', 'm keeps no different values; distinct is none of sum, avg, min, max, count, last, rate'],
  ['distinct', 'avg', 'm counts different values; avg is none of distinct, count, rate'],
  ['distinct', 'rate', null],
])('a metric of %s by %s: %s', (kind, aggregation, expected) => expect(whyNot('m', kind, aggregation)).toBe(expected))

test('every aggregation is one of some kind', () =>
  expect(new Set(measureKinds.flatMap((kind) => aggregationsOf[kind]))).toEqual(new Set(aggregations)))

test.each<[MeasureKind, Aggregation, boolean]>([
  ['value', 'p99', true],
  ['value', 'avg', false],
  ['distinct', 'count', true],
  ['events', 'count', false],
])('%s by %s is read from sketches: %s', (kind, aggregation, expected) =>
  expect(isSketched(kind, aggregation)).toBe(expected),
)
