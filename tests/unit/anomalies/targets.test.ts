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
  {
    name: 'the pass rate of a rule is a share of a hundred, the last of all, whatever unit a person gave it',
    rows: [
      row({
        metricName: 'dq_orders_mail_not_null_pass_rate',
        aggregation: 'avg',
        selector: null,
        kind: 'check',
        field: 'rule-1',
        seriesId: '4/17',
        labelKey: '',
        labels: place,
        unit: 'points',
      }),
    ],
    expected: [{ nature: 'share', bounds: 100, rank: 3, ruleId: 'rule-1', seriesIds: ['4/17'], label: null }],
  },
])('$name', ({ rows, expected }) => {
  const targets = pickTargets(rows)
  expect(targets).toHaveLength(expected.length)
  expect(targets).toMatchObject(expected)
})

test.each([
  {
    name: 'a table that is only inserted into',
    inserts: [10, 20, 30],
    events: [10, 20, 30],
    kept: ['orders_events_total'],
  },
  {
    name: 'as many, at other times',
    inserts: [30, 20, 10],
    events: [10, 20, 30],
    kept: ['orders_events_total', 'orders_inserts_total'],
  },
  { name: 'fewer', inserts: [10, 20, 30], events: [20, 40, 60], kept: ['orders_events_total', 'orders_inserts_total'] },
])('repeats are left out: $name', ({ inserts, events, kept }) => {
  const second = row({ metricName: 'orders_inserts_total', selector: { label: 'type', values: ['INSERT'] } })
  const targets = withoutRepeats(pickTargets([row({}), second]), ({ rank }) =>
    Float64Array.from(rank === 0 ? events : inserts),
  )
  expect(targets.map((target) => target.metricName)).toEqual(kept)
})
