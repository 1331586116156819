import { describe, expect, test } from 'vitest'
import { columnMetrics, kindOf, ownLabel, tableMetrics } from '@/lib/metrics/auto'
import { columnRoles } from '@/lib/metrics/contract'
import { readFilter } from '@/lib/metrics/filter'
import { selects } from '@/lib/metrics/select'

const names = (metrics: { name: string }[]) => metrics.map(({ name }) => name)

describe('tableMetrics', () => {
  const metrics = tableMetrics('orders')
  /** The types of event that a metric counts. */
  const counted = (name: string) => {
    const { selector } = metrics.find((metric) => metric.name === name)!
    return ['INSERT', 'UPDATE', 'DELETE', 'SNAPSHOT', 'TRUNCATE'].filter((type) =>
      selects({ labels: { type } }, selector, readFilter([], [])),
    )
  }

  test.each([
    ['orders_events_total', ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']],
    ['orders_inserts_total', ['INSERT']],
    ['orders_updates_total', ['UPDATE']],
    ['orders_deletes_total', ['DELETE']],
    ['orders_events_by_type', ['INSERT', 'UPDATE', 'DELETE', 'SNAPSHOT', 'TRUNCATE']],
  ])('%s counts %j', (name, types) => expect(counted(name)).toEqual(types))

  test('those of events are sums of the same counter', () => {
    const counters = metrics.filter(({ kind }) => kind === 'events')
    expect(counters).toHaveLength(5)
    for (const metric of counters) expect(metric).toMatchObject({ field: '', type: 'counter', aggregation: 'sum' })
  })

  test('the others say in seconds how late changes arrive and how old the newest event is', () =>
    expect(metrics.filter(({ kind }) => kind !== 'events')).toMatchObject([
      { name: 'orders_lag_seconds', kind: 'lag', type: 'gauge', aggregation: 'avg', unit: 's' },
      { name: 'orders_freshness_seconds', kind: 'freshness', type: 'gauge', aggregation: 'last', unit: 's' },
    ]))

  test.each([
    ['order-items', 'order_items_events_total'],
    ['Order Items', 'Order_Items_events_total'],
    ['2024_orders', '_2024_orders_events_total'],
    ['orders"; drop table x;--', 'orders_drop_table_x__events_total'],
    ['bestellungen.größe', 'bestellungen_größe_events_total'],
    ['売上', '売上_events_total'],
  ])('a table %j is %s', (table, name) => expect(names(tableMetrics(table))[0]).toBe(name))
})

describe('columnMetrics', () => {
  test('a number has its readings, as gauges but for the sum', () => {
    const metrics = columnMetrics('orders', 'amount', 'numeric')
    expect(metrics.map(({ name, type, aggregation }) => [name, type, aggregation])).toEqual([
      ['orders_amount_sum', 'counter', 'sum'],
      ['orders_amount_avg', 'gauge', 'avg'],
      ['orders_amount_min', 'gauge', 'min'],
      ['orders_amount_max', 'gauge', 'max'],
      ['orders_amount_p50', 'gauge', 'p50'],
      ['orders_amount_p95', 'gauge', 'p95'],
      ['orders_amount_p99', 'gauge', 'p99'],
    ])
    for (const metric of metrics) expect(metric).toMatchObject({ kind: 'value', field: 'amount', selector: null })
  })

  test('a category is counted', () =>
    expect(columnMetrics('orders', 'order-status', 'categorical')).toMatchObject([
      { name: 'orders_by_order_status', kind: 'category', field: 'order-status', aggregation: 'sum', type: 'counter' },
    ]))

  test('of an identifier its different values are counted', () =>
    expect(columnMetrics('orders', 'customer-id', 'identifier', 'ms')).toMatchObject([
      {
        name: 'orders_customer_id_cardinality',
        kind: 'distinct',
        field: 'customer-id',
        aggregation: 'distinct',
        unit: '',
      },
    ]))

  test.each(columnRoles)('%s has metrics where its values are samples', (role) =>
    expect(columnMetrics('orders', 'x', role).map(({ kind }) => kind)).toEqual(
      Array.from({ length: { numeric: 7, categorical: 1, identifier: 1 }[role as string] ?? 0 }, () => kindOf(role)),
    ),
  )

  test.each([
    ['amount', 'currency'],
    ['unit_price', 'currency'],
    ['Total', 'currency'],
    ['latency_ms', 'ms'],
    ['duration', 's'],
    ['file_size', 'bytes'],
    ['temperature_c', 'celsius'],
    ['BytesSent', 'bytes'],
    ['totalNetAmount', 'currency'],
    ['tax_rate', ''],
    ['discount_count', ''],
    ['class_c', ''],
    ['discount_percent', 'percent'],
    ['quantity', ''],
    ['prices_count', ''],
    ['items', ''],
  ])('%s is in %j', (column, unit) => expect(columnMetrics('t', column, 'numeric')[0]?.unit).toBe(unit))
})

test('a unit that was set is taken instead', () =>
  expect(columnMetrics('t', 'amount', 'numeric', 'EUR')[0]?.unit).toBe('EUR'))

test.each([
  ['events have their type', 'events', '', 'type'],
  ['a category its column', 'category', 'status', 'status'],
  ['a column named like a label of all', 'category', 'table', 'table_value'],
  ['the other of those', 'category', 'schema', 'schema_value'],
  ['values have none', 'value', 'amount', null],
] as const)('ownLabel: %s', (_name, kind, field, expected) => expect(ownLabel(kind, field)).toBe(expected))
