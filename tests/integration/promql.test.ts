import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '@/drizzle/demo/prng'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { askPrometheus, seriesBy } from '@/tests/support/prometheus'
import { startRuntime } from '@/tests/support/runtime'

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 2, 1, 9)
const statuses = ['open', 'paid', 'void'] as const

/** Three hours of orders at odd milliseconds, with a pause in the second. */
function makeOrders() {
  const random = createRandom('promql', 1)
  return Array.from({ length: 600 }, (_, i) => {
    const at = start + Math.floor(random() * 3 * hour)
    const status = statuses[Math.floor(random() * statuses.length)]!
    const amount = Math.round(random() * 20_000 - 2000) / 100
    const quiet = at > start + 80 * minute && at < start + 100 * minute
    return { id: i, at: quiet ? at + 30 * minute : at, status, amount }
  })
}

let runtime: Awaited<ReturnType<typeof startRuntime>>
let sql: Sql
beforeAll(async () => {
  runtime = await startRuntime()
  sql = runtime.db.$client as unknown as Sql
  await ingest(
    makeOrders().map(({ id, at, status, amount }) =>
      insertEvent({ timestamp: new Date(at).toISOString(), after: { id, amount, status } }),
    ),
  )
})
afterAll(() => runtime.stop())

type Window = { end: number; from: number; to: number }
const seconds = (at: number) => at / 1000

/** An aggregate of the raw events within each window, by status or all together; windows without any are left out. */
async function recount(windows: Window[], aggregate: string, by: 'status' | null = null) {
  const rows = await sql.unsafe<{ end: number; status: string; value: number }[]>(
    `select "end"::float8, ${by ? "after ->> 'status'" : "''"} as status, (${aggregate})::float8 as value
     from unnest($1::float8[], $2::float8[], $3::float8[]) as span ("end", start, finish)
     join events on event_at >= to_timestamp(start / 1000) and event_at < to_timestamp(finish / 1000)
     group by 1, 2`,
    [windows.map(({ end }) => end), windows.map(({ from }) => from), windows.map(({ to }) => to)] as never,
  )
  const series = new Map<string, Map<number, number>>()
  for (const { end, status, value } of rows) {
    series.set(status, (series.get(status) ?? new Map()).set(seconds(end), value))
  }
  return series
}

const steps = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)
const last = (range: number) => (end: number) => {
  const to = Math.floor(end / minute) * minute
  return { end, from: to - range, to }
}
const amount = "(after ->> 'amount')::numeric"
const ask = (query: string, from: number, to: number, step: number) =>
  askPrometheus('query_range', { query, start: seconds(from), end: seconds(to), step: step / 1000 })

describe('over the rollups, as the raw events say', () => {
  test.each<[string, string, number, string]>([
    ['increase', 'increase(orders_by_status[1h])', hour, 'count(*)'],
    ['rate', 'rate(orders_by_status[10m])', 10 * minute, 'count(*) / 600::float8'],
  ])('200: %s over ranges that overlap, and zero where there is nothing', async (_name, query, range, aggregate) => {
    const ends = steps(start + hour, start + 3 * hour, minute)
    const answer = seriesBy('status', await ask(query, ends[0]!, ends.at(-1)!, minute))
    const counted = await recount(ends.map(last(range)), aggregate, 'status')
    expect([...answer.keys()].sort()).toEqual([...statuses])
    for (const status of statuses) {
      const wanted = ends.map((end) => [seconds(end), counted.get(status)?.get(seconds(end)) ?? 0])
      expect([...answer.get(status)!]).toEqual(wanted)
    }
  })

  test.each<[string, string, number]>([
    ['sum_over_time(orders_amount_sum[45m])', `sum(${amount})`, 45 * minute],
    ['avg_over_time(orders_amount_avg[1h])', `sum(${amount})::float8 / count(*)`, hour],
    ['min_over_time(orders_amount_min[7m])', `min(${amount})`, 7 * minute],
    ['max_over_time(orders_amount_sum[20m])', `max(${amount})`, 20 * minute],
    ['count_over_time(orders_amount_avg[3m])', 'count(*)', 3 * minute],
    [
      'last_over_time(orders_amount_sum[5m])',
      `(array_agg(${amount} order by event_at desc, ${amount} desc))[1]`,
      5 * minute,
    ],
    ['orders_amount_avg', `sum(${amount})::float8 / count(*)`, 5 * minute],
    ['orders_amount_max', `max(${amount})`, 5 * minute],
    ['sum(orders_amount_sum)', `sum(${amount})`, 10_000 * hour],
    ['timestamp(orders_amount_sum)', 'extract(epoch from max(event_at))', 10_000 * hour],
  ])('200: %s at steps of a minute, of 15 s and of an hour', async (query, aggregate, range) => {
    for (const step of [minute, 15_000, hour]) {
      const ends = steps(start - 10 * minute, start + 4 * hour, step)
      const answer = seriesBy('none', await ask(query, ends[0]!, ends.at(-1)!, step)).get('')!
      expect([...answer]).toEqual(
        [...(await recount(ends.map(last(range)), aggregate)).get('')!].sort(([a], [b]) => a - b),
      )
    }
  })

  test.each<[string, string, number]>([
    ['orders_events_total', 'count(*)', 10_000 * hour],
    ['increase(orders_amount_sum[17m13s])', `sum(${amount})`, 17 * minute + 13_000],
    ['orders_amount_min', `min(${amount})`, 5 * minute],
  ])('200: %s at one instant is exact to the millisecond', async (query, aggregate, range) => {
    for (const end of [start + hour + 12_345, start + 2.5 * hour + 1, start + 2 * hour]) {
      const answer = await askPrometheus('query', { query, time: seconds(end) })
      const counted = await recount([{ end, from: end - range, to: end }], aggregate)
      expect(seriesBy('none', answer)).toEqual(counted)
    }
  })

  test('200: offset, @ and arithmetic over several metrics', async () => {
    const at = start + 2 * hour
    const query = `sum(increase(orders_amount_sum[1h] offset 1h)) / sum(increase(orders_inserts_total[1h] @ ${seconds(at - hour)}))`
    const answer = await askPrometheus('query', { query, time: seconds(at) })
    const counted = await recount(
      [{ end: at, from: at - 2 * hour, to: at - hour }],
      `sum(${amount})::float8 / count(*)`,
    )
    expect(seriesBy('none', answer)).toEqual(counted)
  })

  test('200: 11,000 steps are answered at once', async () => {
    const from = start - 7000 * minute
    const began = performance.now()
    const answer = await ask('sum by (status) (increase(orders_by_status[1h]))', from, from + 10_999 * minute, minute)
    expect([answer.code, answer.data.resultType]).toEqual([200, 'matrix'])
    expect(Math.max(...[...seriesBy('status', answer).get('paid')!.values()])).toBeGreaterThan(30)
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

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
    expect(all.data).toHaveLength(5)
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
      'is the avg of its samples',
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
