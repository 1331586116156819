import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as metricRoute from '@/app/api/v1/datawatch/metrics/[name]/route'
import * as batchRoute from '@/app/api/v1/datawatch/query/route'
import { type BatchAnswer, type Metric, metricRangeQuery, metricValueQuery } from '@/lib/metrics/contract'
import { createMetric } from '@/lib/metrics/service/create-metric'
import { queryMetricRange, queryMetricValue } from '@/lib/metrics/service/query'
import { ensureTableMetrics } from '@/lib/metrics/service/table-metrics'
import { createContext } from '@/lib/runtime/runtime'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { findDrift } from '@/tests/support/recount'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  const at = (timestamp: string, schema = 'public', type = 'INSERT') => insertEvent({ timestamp, schema, type })
  await ingest([
    at('2026-03-01T10:00:00Z'),
    at('2026-03-01T10:20:30.250Z'),
    at('2026-03-01T13:59:00Z', 'archive'),
    at('2026-03-01T14:10:00Z', 'public', 'SNAPSHOT'),
  ])
})
afterAll(() => runtime.stop())

const asOf = (now: string) => ({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(now) })
const later = '2026-03-02T00:00:00Z'
const value = (name: string, query: object, now = later) =>
  queryMetricValue(asOf(now), name, metricValueQuery.parse(query))
const range = async (name: string, query: object, now = later) => {
  const { series } = await queryMetricRange(asOf(now), name, metricRangeQuery.parse(query))
  return series.map(({ data_points }) => data_points.map((point) => point.value))
}
const day = { from: '2026-03-01T09:00:00Z', to: '2026-03-01T15:00:00Z' }

describe('freshness', () => {
  const name = 'orders_freshness_seconds'

  test('is the age of the newest event at the end of each step, none before the first', async () =>
    expect(await range(name, { ...day, step: '1h' })).toEqual([
      [null, 2369.75, 2369.75 + 3600, 2369.75 + 7200, 60, 3000],
    ]))

  test('starts from what came before the interval', async () =>
    expect(await range(name, { from: '2026-03-01T11:00:00Z', to: '2026-03-01T12:00:00Z', step: '30m' })).toEqual([
      [2369.75 + 1800, 2369.75 + 3600],
    ]))

  test('ends with now in the running step, which sees no event of the future', async () => {
    const asked = { from: '2026-03-01T09:00:00Z', to: '2026-03-01T12:00:00Z', step: '1h' }
    expect(await range(name, asked, '2026-03-01T10:20:30Z')).toEqual([[null, 1230, null]])
    expect((await value(name, {}, '2026-03-01T10:20:30Z')).value).toBe(1230)
  })

  test('steps below a minute', async () =>
    expect(await range(name, { from: '2026-03-01T10:20:20Z', to: '2026-03-01T10:20:50Z', step: '10s' })).toEqual([
      [1230, 9.75, 19.75],
    ]))

  test('is told by schema, and of all by the newest', async () => {
    const { value: all, series } = await value(name, { ...day, group_by: 'schema' })
    expect(all).toBe(3000)
    expect(series.map((one) => [one.labels.schema, one.value])).toEqual([
      ['archive', 3660],
      ['public', 3000],
    ])
    expect((await value(name, { ...day, filter: 'schema:archive' })).value).toBe(3660)
  })

  test('goes into formulas', async () =>
    expect(await range(await formula(`${name} / 60`), { ...day, step: '3h' })).toEqual([[2369.75 / 60 + 60, 50]]))
})

let formulas = 0
async function formula(expr: string) {
  formulas += 1
  const name = `delay_${formulas}`
  await createMetric(asOf(later), { name, expr })
  return name
}

describe('lag', () => {
  const name = 'orders_lag_seconds'

  test('is arrival minus event time, one sample for each change, a SNAPSHOT none', async () => {
    const [row] = await runtime.db.$client<{ lag: number }[]>`
      select (extract(epoch from received_at - event_at))::float8 as lag from events order by event_at limit 1`
    expect((await value(name, { ...day, aggregation: 'max' })).value).toBe(row!.lag)
    expect((await value(name, { ...day, aggregation: 'count' })).value).toBe(3)
    const [{ value: avg }, { value: sum }] = await Promise.all([
      value(name, day),
      value(name, { ...day, aggregation: 'sum' }),
    ])
    expect(avg).toBeCloseTo(sum! / 3, 6)
  })

  test('a recount from the raw events is the same to the millisecond, in minutes and within one', async () => {
    expect(await findDrift(runtime.db.$client, 'orders')).toEqual([])
    const asked = { from: '2026-03-01T10:20:30Z', to: '2026-03-01T10:20:31Z', aggregation: 'sum' }
    const whole = { from: '2026-03-01T10:20:00Z', to: '2026-03-01T10:21:00Z', aggregation: 'sum' }
    expect((await value(name, asked)).value).toBe((await value(name, whole)).value)
  })
})

describe('what they are', () => {
  const describeMetric = (name: string) => call<Metric>(metricRoute.GET, `/metrics/${name}`, { params: { name } })

  test('200: seconds, with the aggregations that make sense', async () => {
    expect((await describeMetric('orders_lag_seconds')).data).toMatchObject({
      unit: 's',
      aggregation: 'avg',
      aggregations: ['sum', 'avg', 'min', 'max', 'count', 'last', 'p50', 'p90', 'p95', 'p99'],
      labels: ['table', 'schema'],
      data_points: 3,
    })
    expect((await describeMetric('orders_freshness_seconds')).data).toMatchObject({
      unit: 's',
      aggregation: 'last',
      aggregations: ['last'],
      last_seen: '2026-03-01T14:10:00.000Z',
    })
  })

  test.each([
    [
      'orders_freshness_seconds',
      'sum',
      'aggregation: orders_freshness_seconds is an age at an instant; sum is none of last',
    ],
    [
      'orders_lag_seconds',
      'rate',
      'aggregation: orders_lag_seconds is a time and has no rate; rate is none of sum, avg, min, max, count, last, p50, p90, p95, p99',
    ],
  ])('400: %s by %s', async (name, aggregation, detail) => {
    const answer = await call(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query: { aggregation } })
    expect(answer).toMatchObject({ status: 400, json: { detail } })
  })

  test('POST /query: answers both beside an error of its own for what makes no sense in a formula', async () => {
    const queries = [
      { ref: 'a', metric: 'orders_lag_seconds', ...day },
      { ref: 'b', metric: 'orders_freshness_seconds', ...day, step: '1h' },
      { ref: 'c', expr: 'sum(orders_freshness_seconds)', ...day },
    ]
    const { data } = await call<BatchAnswer>(batchRoute.POST, '/query', { method: 'POST', body: { queries } })
    expect(data.results).toMatchObject([
      { ref: 'a', data: { value: expect.any(Number) } },
      { ref: 'b', data: { step: '1h' } },
      {
        ref: 'c',
        error: { status: 400, detail: expect.stringContaining('orders_freshness_seconds is an age at an instant') },
      },
    ])
  })
})

test('tables that were known before get them at the next start', async () => {
  const sql = runtime.db.$client
  await sql`delete from metrics where name in ('orders_lag_seconds', 'orders_freshness_seconds')`
  await sql`delete from measures where kind = 'freshness'`
  await ensureTableMetrics(sql)
  expect((await value('orders_freshness_seconds', day)).value).toBe(3000)
  expect((await value('orders_lag_seconds', { ...day, aggregation: 'count' })).value).toBe(3)
})
