import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '@/tests/support/http'
import { askPrometheus } from '@/tests/support/prometheus'
import { hour, ingestOrders, start, statuses } from '@/tests/support/promql-orders'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await ingestOrders()
})
afterAll(() => runtime.stop())

const seconds = (at: number) => at / 1000

describe('as Grafana asks', () => {
  const range = { start: seconds(start), end: seconds(start + 3 * hour) }

  test('200: what it asks for at start', async () => {
    expect(await askPrometheus('status/buildinfo', {}, { method: 'GET' })).toMatchObject({
      code: 200,
      status: 'success',
      data: { version: expect.stringMatching(/^3\./) },
    })
    const health = await askPrometheus('query', { query: '1+1', time: 4 })
    expect(health.data).toEqual({ resultType: 'scalar', result: [4, '2'] })
    const { data } = await askPrometheus<Record<string, object[]>>('metadata', {}, { method: 'GET' })
    expect(data.orders_amount_sum).toEqual([{ type: 'counter', help: expect.any(String), unit: expect.any(String) }])
    expect(data.orders_amount_avg).toMatchObject([{ type: 'gauge' }])
  })

  test('200: names, labels and their values', async () => {
    const values = (name: string, params = {}) =>
      askPrometheus<string[]>(`label/${name}/values`, { ...range, ...params }, { method: 'GET' })
    expect((await values('__name__')).data).toEqual(expect.arrayContaining(['orders_by_status', 'orders_events_total']))
    expect((await values('status')).data).toEqual([...statuses])
    expect((await values('status', { 'match[]': ['orders_by_status{status!="open"}'] })).data).toEqual(['paid', 'void'])
    expect((await values('type', { 'match[]': ['orders_inserts_total'] })).data).toEqual([])
    expect((await values('type')).data).toEqual(['INSERT'])
    expect((await askPrometheus<string[]>('labels', range)).data).toEqual([
      '__name__',
      'schema',
      'status',
      'table',
      'type',
    ])
    const own = await askPrometheus<string[]>('labels', { 'match[]': ['orders_amount_avg'] })
    expect(own.data).toEqual(['__name__', 'schema', 'table'])
  })

  test('200: series of selectors, as many as asked for', async () => {
    const all = await askPrometheus<object[]>('series', {
      'match[]': ['orders_by_status', '{__name__=~"orders_.*_total"}'],
    })
    expect(all.data).toHaveLength(6)
    expect(all.data).toContainEqual({ __name__: 'orders_by_status', table: 'orders', schema: 'public', status: 'paid' })
    expect(all.data).toContainEqual({ __name__: 'orders_events_total', table: 'orders', schema: 'public' })
    const two = await askPrometheus<object[]>(
      'series',
      { 'match[]': ['orders_by_status'], limit: 2 },
      { method: 'GET' },
    )
    expect([two.data.length, two.warnings]).toEqual([2, ['results truncated due to limit']])
  })

  test('200: a graph by POST and by GET', async () => {
    const query = 'sum by (status) (increase(orders_by_status[1h]))'
    const params = { ...range, query, step: '60s', timeout: '30s' }
    const posted = await askPrometheus('query_range', params)
    const got = await askPrometheus(
      'query_range',
      { ...params, step: 60, start: '2026-03-01T09:00:00Z' },
      { method: 'GET' },
    )
    expect(posted.data).toEqual(got.data)
    expect(posted.data.result).toHaveLength(3)
  })

  test.each([
    'sum_over_time(orders_amount_sum[9999y])',
    'increase(orders_amount_sum[9999y] offset -9000y)',
    'orders_amount_sum @ 9e99',
    'max_over_time(orders_amount_sum[1y:1d])',
    'orders_amount_sum offset 9999y or orders_amount_sum',
  ])('200: %s reaches beyond all time', async (query) => {
    for (const time of ['2026-03-02T00:00:00.001Z', '9999-01-01T00:00:00Z', '1960-01-01T00:00:00Z']) {
      expect(await askPrometheus('query', { query, time })).toMatchObject({ code: 200 })
    }
    expect(await askPrometheus('query_range', { query, ...range, step: 60 })).toMatchObject({ code: 200 })
  })

  test('200: what is not there is empty, with what is near', async () => {
    const missing = await askPrometheus('query', { query: 'orders_amont_sum' })
    expect([missing.code, missing.data]).toEqual([200, { resultType: 'vector', result: [] }])
    expect(missing.infos).toEqual([expect.stringContaining('orders_amount_sum')])
    const label = await askPrometheus('query', { query: 'orders_by_status{statsu="paid"}' })
    expect(label.infos).toEqual([expect.stringContaining('did you mean status?')])
  })
})

const at = { start: seconds(start), end: seconds(start + hour), step: 60 }

describe('refused', () => {
  test.each<[number, string, string, string, Record<string, string | number>, string]>([
    [400, 'bad_data', 'bad syntax', 'query', { query: 'sum(' }, '1:5: parse error: unexpected end of input'],
    [400, 'bad_data', 'no expression', 'query', {}, 'no expression found in input'],
    [
      400,
      'bad_data',
      'an unknown function',
      'query',
      { query: 'holt(orders_rows)' },
      'unknown function with name "holt"',
    ],
    [
      400,
      'bad_data',
      'a function that is not here',
      'query',
      { query: 'histogram_sum(orders_rows)' },
      'is not supported',
    ],
    [400, 'bad_data', 'a time', 'query', { query: '1', time: 'noon' }, 'invalid parameter "time": cannot parse "noon"'],
    [400, 'bad_data', 'samples themselves', 'query', { query: 'orders_events_total[5m]' }, '[5m:1m]'],
    [400, 'bad_data', 'no step', 'query_range', { ...at, query: '1', step: '' }, 'invalid parameter "step"'],
    [
      400,
      'bad_data',
      'a step of nothing',
      'query_range',
      { ...at, query: '1', step: 0 },
      'zero or negative query resolution',
    ],
    [
      400,
      'bad_data',
      'an end before the start',
      'query_range',
      { ...at, query: '1', end: 1 },
      'must not be before start time',
    ],
    [
      400,
      'bad_data',
      'too many points',
      'query_range',
      { ...at, query: '1', step: 0.1 },
      'exceeded maximum resolution of 11,000',
    ],
    [400, 'bad_data', 'a text over steps', 'query_range', { ...at, query: '"a"' }, 'invalid expression type "string"'],
    [400, 'bad_data', 'quantiles of buckets', 'query', { query: 'histogram_quantile(0.9, orders_amount_avg)' }, '_p95'],
    [400, 'bad_data', 'irate', 'query', { query: 'irate(orders_events_total[5m])' }, 'subquery'],
    [
      422,
      'execution',
      'a rate of an average',
      'query',
      { query: 'rate(orders_amount_avg[5m])' },
      'the avg of its samples',
    ],
    [
      422,
      'execution',
      'seconds over steps',
      'query_range',
      { ...at, query: 'rate(orders_events_total[15s])' },
      'whole minutes',
    ],
    [
      422,
      'execution',
      'many to many',
      'query',
      { query: 'orders_by_status * on(table) orders_by_status' },
      'many-to-many',
    ],
    [400, 'bad_data', 'no selector', 'series', {}, 'no match[] parameter provided'],
    [400, 'bad_data', 'a limit', 'labels', { limit: 'few' }, 'whole number'],
  ])('%i %s: %s', async (code, errorType, _name, path, params, part) => {
    const answer = await askPrometheus(path, params)
    expect(answer).toMatchObject({ code, status: 'error', errorType, error: expect.stringContaining(part) })
  })

  test('422: a metric by formula, with its formula', async () => {
    const { POST } = await import('@/app/api/v1/datawatch/metrics/route')
    await call(POST, '/metrics', {
      method: 'POST',
      body: { name: 'paid_share', expr: 'orders_by_status / orders_inserts_total' },
    })
    const answer = await askPrometheus('query', { query: 'paid_share' })
    expect([answer.code, answer.error]).toEqual([
      422,
      expect.stringContaining('orders_by_status / orders_inserts_total'),
    ])
  })

  test('503: an answer that does not come within its timeout', async () => {
    const answer = await askPrometheus('query', { query: 'orders_events_total', timeout: '1ms' })
    expect([answer.code, answer.errorType]).toEqual([503, 'timeout'])
  })

  test('404, 405, 415: in the form of Prometheus', async () => {
    const nothing = await askPrometheus('[...path]', {}, { method: 'GET' })
    expect([nothing.code, nothing.errorType]).toEqual([404, 'not_found'])
    const method = await askPrometheus('query', {}, { method: 'PUT' })
    expect([method.code, method.status, method.headers.get('allow')]).toEqual([
      405,
      'error',
      'GET, HEAD, POST, OPTIONS',
    ])
    const json = await askPrometheus('query', { query: '1' }, { headers: { 'content-type': 'application/json' } })
    expect([json.code, json.error]).toEqual([415, expect.stringContaining('x-www-form-urlencoded')])
  })
})
