import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import * as metricRoute from '@/app/api/v1/datawatch/metrics/[name]/route'
import * as listRoute from '@/app/api/v1/datawatch/metrics/route'
import * as batchRoute from '@/app/api/v1/datawatch/query/route'
import type { Metric, MetricList, MetricRange, MetricValue } from '@/lib/metrics/contract'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await ingest(changes)
})
afterAll(() => runtime.stop())

const order = (timestamp: string, amount: number, status: string) =>
  insertEvent({ table: 'orders', timestamp, after: { id: timestamp, amount, status } })
const changes = [
  order('2026-03-28T10:00:00Z', 0.1, 'paid'),
  order('2026-03-28T11:00:00Z', 0.2, 'paid'),
  order('2026-03-29T10:00:00Z', 3, 'open'),
  insertEvent({
    type: 'DELETE',
    table: 'orders',
    timestamp: '2026-03-29T11:00:00Z',
    before: { id: '2026-03-29T10:00:00Z', amount: 3, status: 'open' },
    after: null,
  }),
  insertEvent({ table: 'carts', timestamp: '2026-03-28T12:00:00Z', after: { id: 1 } }),
]
const days = { from: '2026-03-27T23:00:00Z', to: '2026-03-29T22:00:00Z', tz: 'Europe/Berlin' }

const params = (name: string) => ({ params: { name } })
const create = (body: Record<string, unknown>) => call<Metric>(listRoute.POST, '/metrics', { method: 'POST', body })
const remove = (name: string) => call(metricRoute.DELETE, `/metrics/${name}`, { method: 'DELETE', ...params(name) })
const value = (name: string, query: Record<string, string> = days) =>
  call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { ...params(name), query })
const range = (name: string, query: Record<string, string>) =>
  call<MetricRange>(rangeRoute.GET, `/metrics/${name}/range`, { ...params(name), query: { ...days, ...query } })
type Result = { data?: MetricValue & MetricRange; error?: { status: number; detail: string } }
const ask = async (expr: string, more: Record<string, unknown> = {}) => {
  const body = { queries: [{ ref: 'a', expr, ...days, ...more }] }
  const answer = await call<{ results: Result[] }>(batchRoute.POST, '/query', { method: 'POST', body })
  return answer.data.results[0]!
}

describe('a formula in POST /query', () => {
  test.each<[string, string, number | null]>([
    ['a share', 'orders_deletes_total / orders_events_total * 100', 25],
    ['of two tables', 'orders_inserts_total / carts_inserts_total', 3],
    ['over nothing', 'orders_inserts_total / carts_deletes_total', null],
    ['aggregations', 'sum(orders_amount_avg) / count(orders_amount_avg)', 3.3 / 3],
    ['a selector', 'orders_by_status{status=~"^pa", table!="x"}', 2],
    ['a selector of an expression', '(orders_by_status + orders_inserts_total){status="paid"}', 5],
    ['selectors within one another', '((orders_by_status){status="paid"}){status="open"}', 0],
    ['the period before', 'orders_amount_sum - shift(orders_amount_sum, 2d)', 3.3],
    ['a change by percent of the period before', 'percent_change(orders_amount_sum)', null],
  ])('200: %s', async (_name, expr, expected) => {
    const { data } = await ask(expr)
    expect(data).toMatchObject({ metric: expr, aggregation: 'formula', value: expected })
  })

  test('200: by the values of a label, the largest first', async () => {
    const { data } = await ask('orders_by_status / orders_inserts_total * 100 by (status)')
    expect(data?.value).toBe(100)
    expect(data?.series.map(({ labels, value: own }) => [labels.status, own])).toEqual([
      ['paid', (2 / 3) * 100],
      ['open', (1 / 3) * 100],
    ])
    const grouped = await ask('orders_by_status / orders_inserts_total', { group_by: 'status', filter: 'status!=open' })
    expect(grouped.data?.series.map(({ labels }) => labels)).toEqual([{ status: 'paid' }])
  })

  test.each<[string, string, [string, number | null][], number | undefined]>([
    [
      'sums',
      'orders_by_status * 2 by (status)',
      [
        ['paid', 4],
        ['__other__', 2],
      ],
      undefined,
    ],
    [
      'shares',
      'orders_by_status / orders_inserts_total by (status)',
      [
        ['paid', 2 / 3],
        ['__other__', 1 / 3],
      ],
      undefined,
    ],
    ['means', 'avg(orders_by_status) by (status)', [['open', 1]], 1],
    ['squares', 'orders_by_status ^ 2 by (status)', [['paid', 4]], 1],
  ])('200: of more groups than asked for %s are told together or as left out', async (_name, expr, groups, leftOut) => {
    const { data } = await ask(expr, { limit: 1 })
    expect(data?.series.map(({ labels, value: own }) => [labels.status, own])).toEqual(groups)
    expect(data?.groups_left_out).toBe(leftOut)
    const steps = await ask(expr, { limit: 1, step: '1d' })
    expect(steps.data?.series).toHaveLength(groups.length)
    expect(steps.data?.groups_left_out).toBe(leftOut)
  })

  test('200: a value beside that of an earlier time, and a range that goes on with the value before it', async () => {
    const from = '2026-03-28T23:00:00Z'
    const { data } = await ask('orders_by_status * 2 by (status)', { from, compare: '1d' })
    expect(data).toMatchObject({ value: 2, compare: { period: '1d', value: 4, from: '2026-03-27T23:00:00.000Z' } })
    expect(
      data?.compare?.series.map(({ labels, value: own }: { labels: Record<string, string>; value?: unknown }) => [
        labels.status,
        own,
      ]),
    ).toEqual([['open', 0]])
    const later = { from: '2026-04-02T22:00:00Z', to: '2026-04-03T22:00:00Z', step: '1d', fill: 'previous' }
    const gone = await ask('orders_deletes_total / orders_events_total', later)
    expect(gone.data?.series[0]?.data_points.map((point) => point.value)).toEqual([0.5])
  })

  test('200: in days of the clock, compared with before', async () => {
    const { data } = await ask('cumulative(orders_amount_sum)', { step: '1d', compare: '1d' })
    expect(data?.series[0]?.data_points).toEqual([
      { timestamp: '2026-03-27T23:00:00.000Z', value: 0.3 },
      { timestamp: '2026-03-28T23:00:00.000Z', value: 3.3 },
    ])
    expect(data?.compare?.series[0]?.data_points.map((point) => point.value)).toEqual([0, 0.3])
  })

  test('200: means and changes look before the interval', async () => {
    const from = '2026-03-28T23:00:00Z'
    const one = async (expr: string) => (await ask(expr, { from, step: '1d' })).data?.series[0]?.data_points[0]?.value
    expect(await one('moving_avg(orders_amount_sum, 2)')).toBe(1.65)
    expect(await one('percent_change(orders_amount_sum)')).toBeCloseTo(900, 10)
  })

  test.each([
    ['an unknown metric', 'orders_amont_sum * 2', 'column 1: there is no metric orders_amont_sum; the nearest'],
    ['an unknown label', 'orders_by_status by (colour)', 'it has table, schema, status'],
    ['a label of another metric', 'orders_by_status + orders_amount_sum{status="paid"}', 'it has table, schema'],
    ['an unknown label of a selector', 'orders_by_status{statsu="x"}', 'did you mean status?'],
    ['a pattern that is none', 'orders_by_status{status=~"("}', 'not a regular expression'],
    ['no formula', 'orders_by_status +', 'found the end'],
    ['before all time', 'shift(orders_by_status, 100y) + shift(orders_by_status, 99y)', 'before the year 100'],
  ])('400: %s', async (_name, expr, part) => {
    const early = expr.includes('100y') ? { from: '0150-01-01T00:00:00Z', to: '0160-01-01T00:00:00Z' } : {}
    expect((await ask(expr, early)).error).toEqual({ status: 400, detail: expect.stringContaining(part) })
  })

  test('400: an aggregation beside it, a transform, neither or both of metric and expr', async () => {
    expect((await ask('orders_events_total', { aggregation: 'avg' })).error?.status).toBe(400)
    expect((await ask('orders_events_total', { step: '1d', transform: 'rate' })).error?.status).toBe(400)
    expect((await ask('orders_events_total', { metric: 'orders_events_total' })).error).toEqual({
      status: 400,
      detail: 'expected either metric or expr',
    })
  })
})

describe('a metric by formula', () => {
  test('201: is made, listed, described, asked, changed and deleted', async () => {
    const made = await create({
      name: 'share_deleted',
      expr: 'orders_deletes_total / orders_events_total * 100',
      unit: 'percent',
    })
    expect(made.status).toBe(201)
    expect(made.data).toMatchObject({
      name: 'share_deleted',
      type: 'gauge',
      table: 'orders',
      expr: 'orders_deletes_total / orders_events_total * 100',
      aggregation: 'formula',
      unit: 'percent',
      labels: ['table', 'schema', 'type'],
      auto_generated: false,
    })
    const list = await call<MetricList>(listRoute.GET, '/metrics', { query: { q: 'share' } })
    expect(list.data.metrics.map(({ name }) => name)).toEqual(['share_deleted'])
    expect((await value('share_deleted')).data).toMatchObject({ metric: 'share_deleted', value: 25 })
    const steps = await range('share_deleted', { step: '1d' })
    expect(steps.data.series[0]?.data_points.map((point) => point.value)).toEqual([0, 50])
    const body = { description: 'Of all changes' }
    const changed = await call<Metric>(metricRoute.PATCH, '/metrics/share_deleted', {
      method: 'PATCH',
      ...params('share_deleted'),
      body,
    })
    expect(changed.data).toMatchObject({ description: 'Of all changes', unit: 'percent' })
    expect(await remove('share_deleted')).toMatchObject({ status: 200, data: { name: 'share_deleted', deleted: true } })
    expect((await value('share_deleted')).status).toBe(404)
  })

  test('409: one that others use stays, so that none comes back to itself', async () => {
    await create({ name: 'inner', expr: 'orders_by_status * 2' })
    await create({ name: 'outer', expr: 'inner{status="paid"} + rate(inner) * 0' })
    expect((await value('outer')).data.value).toBe(4)
    const refused = await remove('inner')
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining('used by outer')])
    expect((await create({ name: 'self', expr: 'self + 1' })).status).toBe(422)
    await remove('outer')
    expect((await remove('inner')).status).toBe(200)
  })

  test('409: past two thousand formulas none is made, until one is deleted', async () => {
    const sql = runtime.db.$client
    await sql`
      insert into metrics (name, expr, table_name, type, aggregation, description, auto_generated)
      select 'filler_' || n, '1', '', 'gauge', 'last', '', false from generate_series(1, 2000) as n`
    const refused = await create({ name: 'one_more', expr: 'carts_events_total' })
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining('delete one')])
    await sql`delete from metrics where name like 'filler%'`
    expect((await create({ name: 'one_more', expr: 'carts_events_total' })).status).toBe(201)
    expect((await remove('one_more')).status).toBeLessThan(300)
  })

  test('409: a name that is taken, a metric that the table makes', async () => {
    expect((await create({ name: 'orders_events_total', expr: 'carts_events_total' })).status).toBe(409)
    const refused = await remove('orders_events_total')
    expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining('table orders')])
  })

  test('200: a table that comes later leaves the name to it', async () => {
    await create({ name: 'late_events_total', expr: 'carts_events_total * 3' })
    await ingest([insertEvent({ table: 'late', timestamp: '2026-03-28T12:00:00Z', after: { id: 1 } })])
    expect((await value('late_events_total')).data.value).toBe(3)
    const list = await call<MetricList>(listRoute.GET, '/metrics', { query: { table: 'late', q: 'events_total' } })
    expect(list.data.metrics).toHaveLength(1)
    expect((await value(list.data.metrics[0]!.name)).data.value).toBe(1)
  })

  test.each([
    ['no formula', { name: 'x', expr: 'orders_events_total +' }, 'line 1, column 22'],
    ['an unknown metric', { name: 'x', expr: 'nothing_total' }, 'there is no metric'],
    ['a name that is none', { name: '1x', expr: 'orders_events_total' }, 'begins with no digit'],
    ['the name of a function', { name: 'clamp', expr: 'orders_events_total' }, 'something else in a formula'],
    ['an aggregation of a formula', { name: 'x', expr: 'max(kept)' }, 'a formula and says itself'],
  ])('422: %s', async (_name, body, part) => {
    await create({ name: 'kept', expr: 'orders_events_total' })
    const answer = await create(body)
    expect([answer.status, answer.json.detail]).toEqual([422, expect.stringContaining(part)])
  })

  test('422: a change of nothing, or of the formula', async () => {
    for (const body of [{}, { expr: 'orders_events_total' }]) {
      const answer = await call(metricRoute.PATCH, '/metrics/kept', { method: 'PATCH', ...params('kept'), body })
      expect(answer.status).toBe(422)
    }
  })
})
