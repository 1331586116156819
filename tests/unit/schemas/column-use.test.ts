import { describe, expect, test } from 'vitest'
import { type Renaming, renameInFilter, renameInFormula, renameInWidget } from '@/lib/schemas/column-use'
import { orderOf } from '@/lib/schemas/place'
import { readBlock } from '@/lib/schemas/read-block'

const renaming: Renaming = {
  table: 'orders',
  from: 'status',
  to: 'state',
  metrics: new Map([
    ['orders_by_status', 'orders_by_state'],
    ['orders_status_dwell_seconds', 'orders_state_dwell_seconds'],
  ]),
}

describe('a formula under the new name', () => {
  test.each([
    ['a metric', 'orders_by_status / 2', 'orders_by_state / 2'],
    [
      'its label',
      'sum(orders_by_status{status="paid", schema!="x"})',
      'sum(orders_by_state{state="paid", schema!="x"})',
    ],
    ['a grouping', 'orders_by_status by (status, schema)', 'orders_by_state by (state, schema)'],
    ['a narrowed expression', '(orders_by_status * 2){status=~"p.*"}', '(orders_by_state * 2){state=~"p.*"}'],
    ['of other metrics only', 'users_by_status{status="paid"}', 'users_by_status{status="paid"}'],
    ['a value of the same name', 'orders_by_status{schema="status"}', 'orders_by_state{schema="status"}'],
    ['one that cannot be read', 'orders_by_status{', 'orders_by_state{'],
  ])('%s', (_name, expr, expected) => expect(renameInFormula(expr, renaming)).toBe(expected))
})

test.each([
  ['a value', 'status:paid|open,schema:public', 'state:paid|open,schema:public'],
  ['a pattern', 'status!:~^p', 'state!:~^p'],
  ['a value with a comma', 'status:"a,b"', 'state:"a,b"'],
])('a filter under the new name: %s', (_name, filter, expected) =>
  expect(renameInFilter(filter, renaming)).toBe(expected),
)

describe('a widget under the new name', () => {
  test.each([
    [
      'of the metric',
      { metric: 'orders_by_status', config: { group_by: 'status', filter: 'status:paid' } },
      { metric: 'orders_by_state', config: { group_by: 'state', filter: 'state:paid' } },
    ],
    [
      'of queries',
      {
        metric: null,
        config: {
          queries: [
            { metric: 'orders_by_status', group_by: 'status' },
            { metric: 'other', group_by: 'status' },
          ],
        },
      },
      {
        metric: null,
        config: {
          queries: [
            { metric: 'orders_by_state', group_by: 'state' },
            { metric: 'other', group_by: 'status' },
          ],
        },
      },
    ],
    [
      'of rows',
      {
        metric: null,
        config: { table: 'orders', columns: ['id', 'status'], sort: { column: 'status', descending: true } },
      },
      {
        metric: null,
        config: { table: 'orders', columns: ['id', 'state'], sort: { column: 'state', descending: true } },
      },
    ],
    [
      'of rows of another table',
      { metric: null, config: { table: 'users', columns: ['status'] } },
      { metric: null, config: { table: 'users', columns: ['status'] } },
    ],
    [
      'of another metric',
      { metric: 'users_by_status', config: { filter: 'status:paid' } },
      { metric: 'users_by_status', config: { filter: 'status:paid' } },
    ],
  ])('%s', (_name, widget, expected) => expect(renameInWidget(widget, renaming)).toEqual(expected))
})

describe('the fields of a schema block', () => {
  test.each([
    ['a number', { type: 'int64' }, 'bigint'],
    [
      'a decimal',
      {
        type: 'bytes',
        name: 'org.apache.kafka.connect.data.Decimal',
        parameters: { scale: '4', 'connect.decimal.precision': '12' },
      },
      'decimal(12,4)',
    ],
    [
      'a decimal of unknown precision',
      { type: 'bytes', name: 'org.apache.kafka.connect.data.Decimal', parameters: { scale: '4' } },
      'decimal(*,4)',
    ],
    ['a time', { type: 'int64', name: 'io.debezium.time.MicroTimestamp' }, 'timestamp(6) without time zone'],
    ['a time with its zone', { type: 'string', name: 'io.debezium.time.ZonedTimestamp' }, 'timestamp with time zone'],
    [
      'a closed list',
      { type: 'string', name: 'io.debezium.data.Enum', parameters: { allowed: 'a,b' } },
      "enum('a','b')",
    ],
    ['a list', { type: 'array', items: { type: 'string' } }, 'string[]'],
    [
      'what the database itself calls it',
      {
        type: 'string',
        parameters: { '__debezium.source.column.type': 'VARCHAR', '__debezium.source.column.length': '30' },
      },
      'varchar(30)',
    ],
    ['what is nothing known', { type: 'map' }, 'map'],
  ])('%s', (_name, field, type) =>
    expect(readBlock([{ ...field, field: 'c', optional: true, default: 0 }])).toEqual({
      columns: [{ name: 'c', type, nullable: true, default: '0' }],
    }),
  )
})

test.each([
  ['a log position', { lsn: '1/10' }, '4294967312'],
  ['a log position as a number', { lsn: 77 }, '77'],
  ['a file and a place in it', { file: 'binlog.000002', pos: 5 }, '36893488147419103237'],
  ['nothing', { txId: 5 }, undefined],
  ['no position', null, undefined],
])('the order of events of one moment: %s', (_name, position, order) => expect(orderOf(position)).toBe(order))
