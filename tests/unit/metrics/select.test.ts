import { describe, expect, test } from 'vitest'
import type { MetricSelector } from '@/lib/metrics/contract'
import { readFilter } from '@/lib/metrics/filter'
import { groupSeries, selects } from '@/lib/metrics/select'

describe('selects', () => {
  const insert = { labels: { table: 'orders', type: 'INSERT' } }
  const noSnapshot = { label: 'type', values: ['SNAPSHOT'], negate: true }
  test.each<[string, MetricSelector | null, string[], boolean]>([
    ['all', null, [], true],
    ['the value named', { label: 'type', values: ['INSERT'] }, [], true],
    ['another value', { label: 'type', values: ['DELETE'] }, [], false],
    ['all but the value named', noSnapshot, [], true],
    ['the value that is left out', { ...noSnapshot, values: ['INSERT'] }, [], false],
    ['one of the alternatives', null, ['type:DELETE', 'type:INSERT'], true],
    ['none of them', null, ['type:DELETE'], false],
    ['one label of two', null, ['type:INSERT', 'table:payments'], false],
    ['a metric of inserts, asked for deletes', { label: 'type', values: ['INSERT'] }, ['type:DELETE'], false],
  ])('%s', (_name, selector, pairs, expected) =>
    expect(selects(insert, selector, readFilter(pairs, ['table', 'type']))).toBe(expected),
  )
})

describe('groupSeries', () => {
  const series = [
    { id: 1, labels: { table: 'orders', schema: 'eu', status: 'paid' } },
    { id: 2, labels: { table: 'orders', schema: 'us', status: 'paid' } },
    { id: 3, labels: { table: 'orders', schema: 'us', status: 'open' } },
  ]
  const shown = (groups: ReturnType<typeof groupSeries<(typeof series)[number]>>) =>
    groups.map(({ labels, members }) => [labels, members.map(({ id }) => id)])

  test.each<[string, string[] | undefined, unknown[]]>([
    ['all together, under the labels that they share', undefined, [[{ table: 'orders' }, [1, 2, 3]]]],
    ['by no label is all together', [], [[{ table: 'orders' }, [1, 2, 3]]]],
    [
      'by one label',
      ['status'],
      [
        [{ status: 'paid' }, [1, 2]],
        [{ status: 'open' }, [3]],
      ],
    ],
    [
      'by two',
      ['schema', 'status'],
      [
        [{ schema: 'eu', status: 'paid' }, [1]],
        [{ schema: 'us', status: 'paid' }, [2]],
        [{ schema: 'us', status: 'open' }, [3]],
      ],
    ],
  ])('%s', (_name, groupBy, expected) => expect(shown(groupSeries(series, groupBy))).toEqual(expected))

  test('values that would read alike when joined stay apart', () => {
    const tricky = [
      { id: 1, labels: { a: 'x,y', b: 'z' } },
      { id: 2, labels: { a: 'x', b: 'y,z' } },
    ]
    expect(groupSeries(tricky, ['a', 'b'])).toHaveLength(2)
  })

  test('nothing at all is one empty group, or none by a label', () => {
    expect(groupSeries([], undefined)).toEqual([{ labels: {}, members: [] }])
    expect(groupSeries([], ['status'])).toEqual([])
  })
})
