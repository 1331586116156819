import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ExploreQuery,
  type ExploreView,
  exploreHref,
  groupsOf,
  nextRef,
  queryFormula,
  readExplore,
  writeExplore,
} from '@/components/explore/explore-view'
import { readTimeRange, timeRangeParams } from '@/components/layout/time-range'
import { lineVariants } from '@/lib/dashboards/board-words'
import { aggregations, transforms } from '@/lib/metrics/question-words'

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const shared = {
  text,
  groupBy: some(text),
  filter: some(text),
  limit: some(fc.integer({ min: 1, max: 1000 })),
  hidden: some(fc.constant(true as const)),
}
const metric = fc.record({
  kind: fc.constant('metric' as const),
  ...shared,
  aggregation: some(fc.constantFrom(...aggregations)),
  transform: some(fc.constantFrom(...transforms)),
})
const formula = fc.record({ kind: fc.constant('formula' as const), ...shared })
const given = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
const queries = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), { maxLength: 8 }),
    fc.array(fc.oneof(metric, formula), { minLength: 8, maxLength: 8 }),
  )
  .map(([refs, rows]) => refs.sort().map((ref, i) => given({ ...rows[i]!, ref }) as ExploreQuery))
const view: fc.Arbitrary<ExploreView> = fc
  .record({
    queries,
    without: fc.array(text, { maxLength: 3 }),
    chart: some(fc.constantFrom(...lineVariants)),
    scale: some(fc.constantFrom('linear' as const, 'log' as const)),
    step: some(fc.constantFrom('10s', '1m', '1h30m', '1d', '2w')),
    compare: some(fc.constantFrom('previous_period', '1d', '1w', '36h')),
    timeZone: some(fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe')),
  })
  .map(given)
const range = fc.oneof(
  fc.constantFrom('15m', '24h', '30d').map((name) => `range=${name}`),
  fc
    .tuple(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 1e11 }))
    .map(([from, length]) => `from=${new Date(from).toISOString()}&to=${new Date(from + length).toISOString()}`),
)

test('any view, with any time range, comes back from its address as it was', () => {
  fc.assert(
    fc.property(view, range, (shown, span) => {
      const kept = new URLSearchParams(span)
      const address = new URLSearchParams(`?${writeExplore(shown, kept)}`)
      expect(readExplore(address)).toEqual(shown)
      const back = readTimeRange(address)
      expect(back.resolve(0)).toEqual(readTimeRange(kept).resolve(0))
      expect(timeRangeParams(back)).toEqual(timeRangeParams(readTimeRange(kept)))
    }),
  )
})

test('writing over an address replaces what is the explorer’s and leaves the rest', () => {
  const was = new URLSearchParams('a=old&a.by=status&b.expr=x&chart=bar&without=y&range=7d&other=1')
  const next: ExploreView = { queries: [{ ref: 'c', kind: 'metric', text: 'new' }], without: [] }
  expect(String(writeExplore(next, was))).toBe('c=new&range=7d&other=1')
})

test('any address can be read, and what is read is written the same again', () => {
  const part = fc.constantFrom('a', 'a.expr', 'a.agg', 'a.top', 'b', 'b.by', 'step', 'compare', 'tz', 'chart', 'scale')
  fc.assert(
    fc.property(fc.array(fc.tuple(part, fc.oneof(text, fc.constantFrom('', '-1', '1e9', '1h')))), (pairs) => {
      const read = readExplore(new URLSearchParams(pairs))
      expect(readExplore(writeExplore(read))).toEqual(read)
    }),
  )
})

describe('what makes no sense is as if it were not there', () => {
  test.each([
    ['an aggregation', 'a=m&a.agg=median'],
    ['a number of groups', 'a=m&a.top=0'],
    ['a transform', 'a=m&a.as=log'],
    ['a step', 'a=m&step=soon'],
    ['a step below a second', 'a=m&step=10ms'],
    ['a comparison', 'a=m&compare=never'],
    ['a zone', 'a=m&tz=Mars/Olympus'],
    ['a chart', 'a=m&chart=pie'],
    ['a row without a metric', 'a=m&b='],
  ])('%s', (_, address) =>
    expect(readExplore(new URLSearchParams(address))).toEqual({
      queries: [{ ref: 'a', kind: 'metric', text: 'm' }],
      without: [],
    }),
  )
})

test.each([
  ['the first', [], 'a'],
  ['after the last', ['a', 'c'], 'd'],
  ['the first that is free after the end of the alphabet', ['b', 'z'], 'a'],
  ['none where all are taken', [...'abcdefghijklmnopqrstuvwxyz'], null],
])('nextRef: %s', (_, refs, expected) => expect(nextRef(refs.map((ref) => ({ ref })))).toBe(expected))

test.each([
  ['no groups', { kind: 'metric' as const }, undefined],
  ['ten where nobody says how many', { kind: 'metric' as const, groupBy: 'status' }, 10],
  ['as many as asked for', { kind: 'metric' as const, groupBy: 'status', limit: 3 }, 3],
  ['a formula may group by itself', { kind: 'formula' as const }, 10],
])('groupsOf: %s', (_, query, expected) => expect(groupsOf(query)).toBe(expected))

test.each([
  ['a metric', {}, 'orders_amount_sum'],
  ['read another way', { aggregation: 'avg' as const }, 'avg(orders_amount_sum)'],
  ['and transformed', { transform: 'cumulative' as const }, 'cumulative(orders_amount_sum)'],
])('queryFormula: %s', (_, how, expected) =>
  expect(queryFormula({ ref: 'a', kind: 'metric', text: 'orders_amount_sum', ...how })).toBe(expected),
)

test('a metric is explored at an address of its own', () =>
  expect(exploreHref('orders_by_status', { groupBy: 'status' }, { range: '7d', from: null })).toBe(
    '/explore?a=orders_by_status&a.by=status&range=7d',
  ))
