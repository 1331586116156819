import type { HrTime } from '@opentelemetry/api'
import { AggregationTemporality, DataPointType } from '@opentelemetry/sdk-metrics'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { type Figure, toMetricData } from '@/lib/telemetry/metric-data'

const startTime: HrTime = [1, 0]
const endTime: HrTime = [2, 0]
const times = { startTime, endTime }

async function convert(register: Registry) {
  const [figure] = (await register.getMetricsAsJSON()) as unknown as Figure[]
  return toMetricData(figure!, times)
}

test('a counter is a monotonic sum since the start', async () => {
  const register = new Registry()
  const counter = new Counter({ name: 'rows_total', help: 'Rows.', labelNames: ['table'], registers: [register] })
  counter.inc({ table: 'orders' }, 7)
  expect(await convert(register)).toMatchObject({
    descriptor: { name: 'rows_total', description: 'Rows.', unit: '' },
    dataPointType: DataPointType.SUM,
    isMonotonic: true,
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPoints: [{ startTime, endTime, attributes: { table: 'orders' }, value: 7 }],
  })
})

test('a gauge is one, without what is no number', async () => {
  const register = new Registry()
  const gauge = new Gauge({ name: 'lag_seconds', help: 'Lag.', labelNames: ['at'], registers: [register] })
  gauge.set({ at: 'a' }, 1.5)
  gauge.set({ at: 'b' }, Number.NaN)
  expect(await convert(register)).toMatchObject({
    descriptor: { unit: 's' },
    dataPointType: DataPointType.GAUGE,
    dataPoints: [{ attributes: { at: 'a' }, value: 1.5 }],
  })
})

test('a histogram counts what lies between its bounds, by its labels', async () => {
  const register = new Registry()
  const buckets = [0.1, 1, 10]
  const options = { name: 'took_seconds', help: 'Time.', labelNames: ['route'], buckets, registers: [register] }
  const histogram = new Histogram(options)
  for (const value of [0.05, 0.1, 0.5, 50]) histogram.observe({ route: '/a' }, value)
  histogram.observe({ route: '/b' }, 5)
  expect((await convert(register))?.dataPoints).toEqual([
    {
      ...times,
      attributes: { route: '/a' },
      value: { buckets: { boundaries: buckets, counts: [2, 1, 0, 1] }, sum: 50.65, count: 4 },
    },
    {
      ...times,
      attributes: { route: '/b' },
      value: { buckets: { boundaries: buckets, counts: [0, 0, 1, 0] }, sum: 5, count: 1 },
    },
  ])
})

test.each([
  ['datawatch_ingest_body_bytes_total', 'By'],
  ['datawatch_table_bytes', 'By'],
  ['process_cpu_seconds_total', 's'],
  ['datawatch_writer_group_events', ''],
  ['datawatch_bytes_held', ''],
])('%s is counted in "%s"', (name, unit) => {
  const values = [{ value: 1, labels: {} }]
  expect(toMetricData({ name, help: '', type: 'gauge', values }, times)?.descriptor.unit).toBe(unit)
})

test('what OpenTelemetry has not is left out, and what there is nothing of', () => {
  const values = [{ value: 1, labels: {} }]
  expect(toMetricData({ name: 'a', help: '', type: 'summary', values }, times)).toBeNull()
  expect(toMetricData({ name: 'a', help: '', type: 'gauge', values: [] }, times)).toBeNull()
})
