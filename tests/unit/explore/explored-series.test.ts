import { describe, expect, test } from 'vitest'
import type { ExploreQuery } from '@/components/explore/explore-view'
import { chartSeries, exploredSeries, figuresOf } from '@/components/explore/explored-series'
import type { MetricRange } from '@/lib/metrics/contract'

const at = (i: number) => new Date(Date.UTC(2026, 0, 1, i)).toISOString()
const points = (...values: (number | null)[]) => values.map((value, i) => ({ timestamp: at(i), value }))
const query = (ref: string, text: string, more: Partial<ExploreQuery> = {}): ExploreQuery => ({
  ref,
  kind: 'metric',
  text,
  ...more,
})
const range = (groups: [labels: Record<string, string>, ...values: number[]][], more: Partial<MetricRange> = {}) =>
  ({
    metric: 'm',
    aggregation: 'sum',
    from: at(0),
    to: at(9),
    step: '1h',
    series: groups.map(([labels, ...values]) => ({ metric: 'm', labels, data_points: points(...values) })),
    ...more,
  }) satisfies MetricRange
const names = (...answers: [ExploreQuery, MetricRange][]) =>
  exploredSeries(
    answers.map(([asked, answered]) => ({ query: asked, unit: '', range: answered })),
    undefined,
  ).map(({ name }) => name)

describe('names', () => {
  const one = range([[{ table: 'orders' }, 1]])
  const groups = range([
    [{ status: 'paid' }, 1],
    [{ status: 'open' }, 2],
  ])
  test.each([
    ['a metric', names([query('a', 'orders')!, one]), ['orders']],
    ['read another way', names([query('a', 'orders', { aggregation: 'max' }), one]), ['max(orders)']],
    ['the groups of one row', names([query('a', 'orders', { groupBy: 'status' }), groups]), ['paid', 'open']],
    [
      'the groups of one of two rows',
      names([query('a', 'orders', { groupBy: 'status' }), groups], [query('b', 'visits'), one]),
      ['orders · paid', 'orders · open', 'visits'],
    ],
    ['the same twice', names([query('a', 'x'), one], [query('b', 'x'), one]), ['a: x', 'b: x']],
    [
      'a formula of one table, which is no group',
      names([query('a', 'x / y', { kind: 'formula' }), range([[{ table: 'orders' }, 1]])]),
      ['x / y'],
    ],
    [
      'a formula that groups by itself',
      names([query('a', 'x by (status)', { kind: 'formula' }), groups]),
      ['paid', 'open'],
    ],
    ['a formula', names([query('a', ' x /\n y ', { kind: 'formula' }), range([[{}, 1]])]), ['x / y']],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected))
})

describe('figuresOf', () => {
  test('the step that is still filling counts for the total alone', () =>
    expect(figuresOf([...points(1, null, 5), { timestamp: at(3), value: 100, partial: true }])).toEqual({
      last: 5,
      min: 1,
      mean: 3,
      max: 5,
      sum: 106,
    }))
  test('nothing', () => expect(figuresOf(points(null)).mean).toBeNull())
})

test('a comparison comes beside its series, in its colour, before it and faint', () => {
  const compared = range([[{}, 3]], {
    compare: { period: '1d', from: at(0), to: at(9), series: [{ metric: 'm', labels: {}, data_points: points(2) }] },
  })
  const series = exploredSeries([{ query: query('a', 'm'), unit: 'EUR', range: compared }], '1d')
  const { lines, unit } = chartSeries(series)
  expect(unit).toBe('EUR')
  expect(lines.map(({ name, earlier }) => [name, earlier])).toEqual([
    ['m (1d earlier)', 'm'],
    ['m', undefined],
  ])
  expect(lines[0]?.style).toEqual(lines[1]?.style)
})

describe('units', () => {
  const answers = (...units: string[]) =>
    exploredSeries(
      units.map((unit, i) => ({ query: query('abc'[i]!, `m${i}`), unit, range: range([[{}, 1]]) })),
      undefined,
    )
  test('a second one is read at the right', () =>
    expect(chartSeries(answers('EUR', '', 'EUR')).lines.map(({ axis }) => axis)).toEqual([
      undefined,
      'right',
      undefined,
    ]))
  test('more than two share one axis without', () => {
    const { lines, unit } = chartSeries(answers('EUR', '', 's'))
    expect(unit).toBe('')
    expect(lines.map(({ axis }) => axis)).toEqual([undefined, undefined, undefined])
  })
  test('a count of amounts is no amount', () => {
    const counted = exploredSeries(
      [{ query: query('a', 'm'), unit: 'EUR', range: range([[{}, 1]], { aggregation: 'count' }) }],
      undefined,
    )
    expect(counted[0]?.unit).toBe('')
  })
})
