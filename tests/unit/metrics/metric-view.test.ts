import { describe, expect, test } from 'vitest'
import { readMetricSearch } from '@/components/metrics/metric-search'
import { defaultVariant, groupings, questionOf, readMetricView, seriesName } from '@/components/metrics/metric-view'

const read = (query: string) => readMetricView(new URLSearchParams(query))
const day = { from: 0, to: 86_400_000 }
const plain = { isExpectedShown: true }
const view = { aggregation: 'max', step: '5m', groupBy: 'status', variant: 'line' }

test.each([
  ['nothing', '', plain],
  ['all of it', 'aggregation=max&step=5m&group_by=status&chart=line&expected=off', { ...view, isExpectedShown: false }],
  ['nonsense', 'aggregation=median&step=soon&chart=3d&expected=perhaps', plain],
  ['a step below what is kept', 'step=1s', plain],
])('readMetricView: %s', (_, query, expected) => expect(JSON.parse(JSON.stringify(read(query)))).toEqual(expected))

describe('questionOf', () => {
  test.each([
    ['a step that fits', 'step=5m', 300_000],
    ['one that gives too many points is left to the default', 'step=1m', undefined],
    ['none', '', undefined],
  ])('%s', (_, query, stepMs) => expect(questionOf(read(query), { from: 0, to: 5 * day.to }).stepMs).toBe(stepMs))

  test('a grouping asks for as many series as can be told apart', () =>
    expect(questionOf(read('group_by=status'), day)).toMatchObject({ group_by: 'status', limit: 12 }))
})

test.each([
  ['a sum', 'sum', false, 'area'],
  ['a sum by group', 'sum', true, 'stacked'],
  ['an average', 'avg', false, 'line'],
  ['an average by group does not add up', 'avg', true, 'line'],
] as const)('defaultVariant: %s', (_, aggregation, grouped, expected) =>
  expect(defaultVariant(aggregation, grouped)).toBe(expected),
)

test('the table itself is nothing to group by', () =>
  expect(groupings({ labels: ['table', 'schema', 'status'] })).toEqual(['status']))

test.each([
  ['grouped', { status: 'paid', table: 'orders' }, 'status', 'paid'],
  ['by two', { status: 'paid', country: 'DE' }, 'status,country', 'paid · DE'],
  ['not grouped', { table: 'orders' }, undefined, 'orders_by_status'],
])('seriesName: %s', (_, labels, groupBy, expected) =>
  expect(seriesName({ metric: 'orders_by_status', labels: labels as Record<string, string> }, groupBy)).toBe(expected),
)

test.each([
  ['nothing', '', {}],
  ['all', 'q=amount&table=orders&type=gauge', { q: 'amount', table: 'orders', type: 'gauge' }],
  ['an unknown type', 'type=banana', {}],
])('readMetricSearch: %s', (_, query, expected) =>
  expect(readMetricSearch(new URLSearchParams(query))).toEqual(expected),
)
