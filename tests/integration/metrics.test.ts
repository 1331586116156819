import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import * as metricRoute from '@/app/api/v1/datawatch/metrics/[name]/route'
import * as listRoute from '@/app/api/v1/datawatch/metrics/route'
import * as batchRoute from '@/app/api/v1/datawatch/query/route'
import type { MetricList, MetricRange, MetricValue } from '@/lib/metrics/contract'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await ingest(sales)
})
afterAll(() => runtime.stop())

const sale = (timestamp: string, amount: unknown, status: string, more: Record<string, unknown> = {}) =>
  insertEvent({ table: 'sales', timestamp, after: { id: timestamp, amount, status }, ...more })

const sales = [
  sale('2026-03-01T10:00:00Z', 0.1, 'paid'),
  sale('2026-03-01T10:00:30.500Z', 0.2, 'paid'),
  sale('2026-03-01T10:59:59.999Z', '100.25', 'open'),
  sale('2026-03-01T11:00:00Z', 7, 'open', { schema: 'archive' }),
  sale('2026-03-02T23:30:00Z', -3, 'void'),
]

const value = (name: string, query: Record<string, string>) =>
  call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query })
const range = (name: string, query: Record<string, string>) =>
  call<MetricRange>(rangeRoute.GET, `/metrics/${name}/range`, { params: { name }, query })

const march = { from: '2026-03-01T00:00:00Z', to: '2026-03-03T00:00:00Z' }

describe('a value', () => {
  test.each([
    ['sum', 104.55],
    ['avg', 20.91],
    ['min', -3],
    ['max', 100.25],
    ['count', 5],
    ['last', -3],
    ['rate', 104.55 / (2 * 86_400)],
  ])('200: %s of all samples', async (aggregation, expected) => {
    const answer = await value('sales_amount_sum', { ...march, aggregation })
    expect(answer.status).toBe(200)
    expect(answer.data).toMatchObject({
      metric: 'sales_amount_sum',
      aggregation,
      series: [{ labels: { table: 'sales' } }],
    })
    expect(answer.data.value).toBeCloseTo(expected, 12)
  })

  test('200: a sum of decimals is exact', async () => {
    const answer = await value('sales_amount_sum', { from: '2026-03-01T10:00:00Z', to: '2026-03-01T10:01:00Z' })
    expect(answer.data.value).toBe(0.3)
  })

  test.each([
    ['from is included', '2026-03-01T10:00:30.500Z', '2026-03-01T10:00:30.501Z', 0.2],
    ['to is not', '2026-03-01T10:00:00Z', '2026-03-01T10:00:30.500Z', 0.1],
    ['edges within minutes', '2026-03-01T10:00:15Z', '2026-03-01T11:00:00Z', 100.45],
    ['nothing there', '2026-03-01T12:00:00Z', '2026-03-01T13:00:00Z', 0],
    ['unix seconds', '1772359200', '1772359260', 0.3],
  ])('200: %s', async (_name, from, to, expected) => {
    const answer = await value('sales_amount_sum', { from, to })
    expect(answer.data.value).toBe(expected)
  })

  test('200: an average of nothing is null', async () => {
    const answer = await value('sales_amount_avg', { from: '2026-03-01T12:00:00Z', to: '2026-03-01T13:00:00Z' })
    expect(answer.data.value).toBeNull()
  })

  test('200: group_by splits, filter narrows, limit keeps the largest and adds up the others', async () => {
    const grouped = await value('sales_by_status', { ...march, group_by: 'status' })
    expect(grouped.data.series.map(({ labels, value: own }) => [labels.status, own])).toEqual(
      expect.arrayContaining([
        ['paid', 2],
        ['open', 2],
        ['void', 1],
      ]),
    )
    const filtered = await value('sales_by_status', { ...march, filter: 'status:paid,status:void' })
    expect(filtered.data.value).toBe(3)
    const limited = await value('sales_by_status', { ...march, group_by: 'schema', limit: '1' })
    expect(limited.data.series).toMatchObject([
      { labels: { schema: 'public' }, value: 4 },
      { labels: { schema: '__other__' }, value: 1 },
    ])
  })
})

describe('a range', () => {
  test('200: hours aligned to the hour, a sum of nothing zero', async () => {
    const answer = await range('sales_amount_sum', {
      from: '2026-03-01T09:30:00Z',
      to: '2026-03-01T12:00:00Z',
      step: '1h',
    })
    expect(answer.data.step).toBe('1h')
    expect(answer.data.series[0]?.data_points).toEqual([
      { timestamp: '2026-03-01T09:00:00.000Z', value: 0, partial: true },
      { timestamp: '2026-03-01T10:00:00.000Z', value: 100.55 },
      { timestamp: '2026-03-01T11:00:00.000Z', value: 7 },
    ])
  })

  test.each([
    ['without a wish an average of nothing is null', {}, [null, 100.25, 7, null]],
    ['fill=zero', { fill: 'zero' }, [0, 100.25, 7, 0]],
    ['fill=previous', { fill: 'previous' }, [0.15, 100.25, 7, 7]],
  ])('200: %s', async (_name, query, expected) => {
    const interval = { from: '2026-03-01T10:58:00Z', to: '2026-03-01T11:02:00Z', step: '1m' }
    const answer = await range('sales_amount_avg', { ...interval, ...(query as Record<string, string>) })
    expect(answer.data.series[0]?.data_points.map((point) => point.value)).toEqual(expected)
  })

  test('200: steps below a minute come from the raw events', async () => {
    const answer = await range('sales_amount_sum', {
      from: '2026-03-01T10:00:00Z',
      to: '2026-03-01T10:01:00Z',
      step: '30s',
    })
    expect(answer.data.series[0]?.data_points.map((point) => point.value)).toEqual([0.1, 0.2])
  })

  test('200: days follow the zone over a change of daylight saving', async () => {
    const answer = await range('sales_events_total', {
      from: '2026-03-28T00:00:00+01:00',
      to: '2026-03-31T00:00:00+02:00',
      step: '1d',
      tz: 'Europe/Berlin',
    })
    expect(answer.data.series[0]?.data_points.map((point) => point.timestamp)).toEqual([
      '2026-03-27T23:00:00.000Z',
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ])
  })

  test('200: a day of a zone takes the hours that belong to it', async () => {
    const answer = await range('sales_events_total', {
      from: '2026-03-01T00:00:00+01:00',
      to: '2026-03-04T00:00:00+01:00',
      step: '1d',
      tz: 'Europe/Berlin',
    })
    expect(answer.data.series[0]?.data_points.map((point) => point.value)).toEqual([4, 0, 1])
  })
})

describe('refused', () => {
  test.each([
    ['from after to', { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' }],
    ['step=0', { step: '0' }],
    ['a negative step', { step: '-1h' }],
    ['one second over ten years', { from: '2016-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z', step: '1s' }],
    ['an unknown aggregation', { aggregation: 'median' }],
    ['an unknown label', { group_by: 'colour' }],
    ['a filter without a value', { filter: 'table' }],
    ['an unknown zone', { tz: 'Europe/Atlantis' }],
    ['a time that is none', { from: 'yesterday' }],
    ['a limit of zero', { limit: '0' }],
  ])('400: %s', async (_name, query) => {
    const answer = await range('sales_amount_sum', query as Record<string, string>)
    expect(answer.status).toBe(400)
    expect(String(answer.json.detail).length).toBeGreaterThan(10)
  })

  test('404: an unknown metric', async () => {
    expect((await value('nothing_total', {})).status).toBe(404)
    const answer = await call(metricRoute.GET, '/metrics/nothing_total', { params: { name: 'nothing_total' } })
    expect(answer.status).toBe(404)
  })
})

test('200: a metric tells its extent', async () => {
  const answer = await call(metricRoute.GET, '/metrics/sales_by_status', { params: { name: 'sales_by_status' } })
  expect(answer.data).toMatchObject({
    name: 'sales_by_status',
    type: 'counter',
    table: 'sales',
    field: 'status',
    labels: ['table', 'schema', 'status'],
    aggregation: 'sum',
    auto_generated: true,
    first_seen: '2026-03-01T10:00:00.000Z',
    last_seen: '2026-03-02T23:30:00.000Z',
    data_points: 5,
  })
})

test('200: the list goes on where the cursor says, without gaps', async () => {
  const names: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: Record<string, string> = { table: 'sales', limit: '3', ...(cursor ? { cursor } : {}) }
    const page: MetricList = (await call<MetricList>(listRoute.GET, '/metrics', { query })).data
    names.push(...page.metrics.map((metric) => metric.name))
    cursor = page.next_cursor
  }
  expect(names).toHaveLength(20)
  expect(new Set(names).size).toBe(20)
  expect((await call(listRoute.GET, '/metrics', { query: { cursor: '%%%' } })).status).toBe(400)
})

test('200: tables whose names come to one metric name each have their own metrics', async () => {
  const at = { timestamp: '2026-04-01T00:00:00Z', after: { id: 1 } }
  await ingest([insertEvent({ table: 'order_items', ...at })])
  await ingest([insertEvent({ table: 'order-items', ...at }), insertEvent({ table: 'order-items', ...at })])
  const day = { from: '2026-04-01T00:00:00Z', to: '2026-04-02T00:00:00Z' }
  expect((await value('order_items_events_total', day)).data.value).toBe(1)
  const list = await call<MetricList>(listRoute.GET, '/metrics', { query: { table: 'order-items', q: 'events_total' } })
  expect(list.data.metrics).toHaveLength(1)
  expect((await value(list.data.metrics[0]?.name ?? '', day)).data.value).toBe(2)
})

test('200: several questions at once, each with its own data or error', async () => {
  const answer = await call<{ results: { ref: string; data?: MetricValue; error?: { status: number } }[] }>(
    batchRoute.POST,
    '/query',
    {
      method: 'POST',
      body: {
        queries: [
          { ref: 'a', metric: 'sales_amount_sum', ...march },
          { ref: 'b', metric: 'nothing_total' },
          { ref: 'c', metric: 'sales_amount_sum', ...march, step: '1d' },
          { ref: 'd', metric: 'sales_amount_sum', step: '0' },
        ],
      },
    },
  )
  expect(answer.data.results[0]).toMatchObject({ ref: 'a', data: { value: 104.55 } })
  expect(answer.data.results[1]).toMatchObject({ ref: 'b', error: { status: 404 } })
  expect(answer.data.results[3]).toMatchObject({ ref: 'd', error: { status: 400 } })
  expect(answer.data.results[2]).toMatchObject({ ref: 'c', data: { step: '1d', series: [{ data_points: [{}, {}] }] } })
})
