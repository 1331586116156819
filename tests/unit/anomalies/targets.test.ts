import { expect, test } from 'vitest'
import { type MetricSeries, pickTargets, withoutRepeats } from '@/lib/anomalies/targets'

const row = (change: Partial<MetricSeries>): MetricSeries => ({
  metricName: 'orders_events_total',
  tableName: 'orders',
  aggregation: 'sum',
  selector: { label: 'type', values: ['SNAPSHOT'], negate: true },
  kind: 'events',
  field: '',
  seriesId: 1,
  tableId: 1,
  labelKey: 'INSERT',
  labels: { table: 'orders', schema: 'public', type: 'INSERT' },
  ...change,
})
const place = { table: 'orders', schema: 'public' }

test.each([
  {
    name: 'all events but snapshots are one line',
    rows: [row({}), row({ seriesId: 2, labelKey: 'UPDATE' }), row({ seriesId: 3, labelKey: 'SNAPSHOT' })],
    expected: [{ seriesKey: 'orders_events_total', labels: place, nature: 'count', seriesIds: [1, 2] }],
  },
  {
    name: 'events by type are not judged beside them',
    rows: [row({ metricName: 'orders_events_by_type', selector: null })],
    expected: [],
  },
  {
    name: 'each category is a line',
    rows: ['paid', 'failed'].map((status, seriesId) =>
      row({
        metricName: 'orders_by_status',
        selector: null,
        kind: 'category',
        field: 'status',
        seriesId,
        labelKey: status,
        labels: { ...place, status },
      }),
    ),
    expected: [
      { seriesKey: 'orders_by_status{status=paid}', label: 'paid', labels: { ...place, status: 'paid' } },
      { seriesKey: 'orders_by_status{status=failed}', label: 'failed', labels: { ...place, status: 'failed' } },
    ],
  },
  {
    name: 'sums and averages of a field, not its extremes',
    rows: (['sum', 'avg', 'min', 'max'] as const).map((aggregation) =>
      row({
        metricName: `orders_amount_${aggregation}`,
        aggregation,
        selector: null,
        kind: 'value',
        field: 'amount',
        labelKey: '',
        labels: place,
      }),
    ),
    expected: [{ nature: 'sum' }, { nature: 'average' }],
  },
  {
    name: 'tables of the same name in two schemas are one line',
    rows: [row({}), row({ seriesId: 9, tableId: 2, labels: { table: 'orders', schema: 'eu', type: 'INSERT' } })],
    expected: [{ labels: { table: 'orders' }, tableIds: [1, 2] }],
  },
])('$name', ({ rows, expected }) => {
  const targets = pickTargets(rows)
  expect(targets).toHaveLength(expected.length)
  expect(targets).toMatchObject(expected)
})

test('inserts of a table that is only inserted into repeat its events', () => {
  const inserts = row({ metricName: 'orders_inserts_total', selector: { label: 'type', values: ['INSERT'] } })
  const targets = pickTargets([row({}), inserts, row({ seriesId: 2, labelKey: 'UPDATE' })])
  const names = (updates: number) =>
    withoutRepeats(targets, ({ seriesIds }) => 100 + (seriesIds.length - 1) * updates).map((one) => one.metricName)
  expect(names(1)).toEqual(['orders_events_total'])
  expect(names(40)).toEqual(['orders_events_total', 'orders_inserts_total'])
})
