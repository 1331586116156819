import { describe, expect, test } from 'vitest'
import { everything, merge, readChange, touches } from '@/components/layout/change'

const orders = { tables: ['orders'], topics: [] }

describe('touches', () => {
  test.each([
    ['a chart of the table', orders, ['metrics', 'range', 'orders_amount_sum', {}, '24h'], true],
    ['a chart of another table', orders, ['metrics', 'range', 'customers_events_total', {}, '24h'], false],
    ['counters', orders, ['metrics', 'stats'], true],
    ['which metrics there are', orders, ['metrics', 'list', {}], false],
    ['which there are, after a discovery', { tables: ['orders'], topics: ['metrics'] }, ['metrics', 'list', {}], true],
    ['a widget without a metric', orders, ['metrics', 'range', '', 'widget'], false],
    ['nothing at all', { tables: [], topics: [] }, ['events', 'list', {}], false],
    ['events', orders, ['events', 'list', {}], true],
    ['other things', orders, ['anomalies', 'list', {}], false],
    ['a topic', { tables: [], topics: ['anomalies'] }, ['anomalies', 'list', {}], true],
    [
      'rules of alerts, of all that is about alerts',
      { tables: [], topics: ['alert-rules'] },
      ['alerts', 'rules', {}],
      true,
    ],
    ['a topic and nothing else', { tables: [], topics: ['anomalies'] }, ['metrics', 'stats'], false],
    [
      'a table with odd letters',
      { tables: ['Order Items'], topics: [] },
      ['metrics', 'detail', 'Order_Items_rows'],
      true,
    ],
    ['too many tables to name', { tables: ['*'], topics: [] }, ['metrics', 'value', 'orders_amount_sum'], true],
    ['anything after a time without the stream', everything, ['dashboards', 'detail', 'x'], true],
  ])('%s', (_, change, key, expected) => expect(touches(change, key)).toBe(expected))
})

test('what comes in meanwhile waits together', () =>
  expect(merge(orders, { tables: ['orders', 'payments'], topics: ['anomalies'] })).toEqual({
    tables: ['orders', 'payments'],
    topics: ['anomalies'],
  }))

test.each([
  ['a message', '{"tables":["orders"],"topics":["anomalies"]}', { tables: ['orders'], topics: ['anomalies'] }],
  ['one without topics', '{"tables":["orders"]}', { tables: ['orders'], topics: [] }],
  ['one that cannot be read', '{', everything],
])('readChange: %s', (_, data, expected) => expect(readChange(data)).toEqual(expected))
