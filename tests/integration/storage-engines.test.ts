import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import { expireSamples } from '@/lib/metrics/service/expire'
import { createContext } from '@/lib/runtime/runtime'
import { awaitCompacted } from '@/tests/support/compacted'
import { type Product, whyMissing } from '@/tests/support/engine-servers'
import { type Fed, startFed } from '@/tests/support/fed-runtime'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { askPrometheus } from '@/tests/support/prometheus'

const dayMs = 86_400_000
const start = Math.floor(Date.now() / dayMs) * dayMs - 20 * dayMs + 6 * 3_600_000
const iso = (at: number) => new Date(at).toISOString()
const minutes = (count: number) => start + count * 60_000

type Row = { id: number; amount: number | string; status: string }
const statuses = ['paid', 'new', 'a"b\\c', 'ünï 漢字', 'line\nbreak', 'x=y, z']
const rowOf = (i: number): Row => ({
  id: i,
  amount: i % 50 === 7 ? '9007199254740993.000000001' : i % 7 === 0 ? '0.1' : (i * 37) % 101,
  status: statuses[i % statuses.length]!,
})
const event = (type: string, i: number, at: number, before: Row | null, after: Row | null) =>
  insertEvent({ table: 'shop', type, timestamp: iso(at), key: { id: i }, before, after })
const inserted = (i: number, at: number) => event('INSERT', i, at, null, rowOf(i))

/** Three hours of inserts, changes of status and deletes. */
const orders = Array.from({ length: 400 }, (_, i) => {
  const at = minutes(0) + i * 27_000
  if (i % 5 === 4) return event('UPDATE', i - 1, at, rowOf(i - 1), { ...rowOf(i - 1), status: 'sent' })
  if (i % 11 === 10) return event('DELETE', i - 2, at, rowOf(i - 2), null)
  return inserted(i, at)
})
/** Into the same time, and to a series that there was not. */
const late = [
  ...Array.from({ length: 40 }, (_, i) => inserted(1000 + i, minutes(3 * i) + 5_000)),
  event('INSERT', 2000, minutes(70), null, { id: 2000, amount: -5, status: 'refunded' }),
]
const latest = Array.from({ length: 20 }, (_, i) => inserted(3000 + i, minutes(5 * i) + 20_000))

const span = { from: iso(minutes(-30)), to: iso(minutes(240)) }
const questions: [string, Record<string, string>][] = [
  ['shop_amount_sum', { step: '1m' }],
  ['shop_amount_sum', { step: '1m', aggregation: 'min' }],
  ['shop_amount_sum', { step: '5m', aggregation: 'max' }],
  ['shop_amount_sum', { step: '10m', aggregation: 'last' }],
  ['shop_amount_sum', { step: '7m', aggregation: 'avg' }],
  ['shop_amount_sum', { step: '15m', aggregation: 'rate' }],
  ['shop_amount_sum', { step: '15m', aggregation: 'p90' }],
  ['shop_events_total', { step: '1m', aggregation: 'count' }],
  ['shop_by_status', { step: '5m', group_by: 'status' }],
  ['shop_by_status', { step: '10m', group_by: 'status', limit: '3' }],
  ['shop_events_by_type', { step: '1h', group_by: 'type', filter: 'type:INSERT' }],
  ['shop_rows', { step: '5m' }],
  ['shop_amount_total', { step: '3m', aggregation: 'max' }],
  ['shop_current_by_status', { step: '20m', group_by: 'status' }],
]

const ask = async (name: string, query: Record<string, string>, route: typeof rangeRoute = rangeRoute) => {
  const path = route === rangeRoute ? 'range' : 'query'
  return call(route.GET, `/metrics/${name}/${path}`, { params: { name }, query: { ...span, ...query } })
}

/** Everything that is asked, as it is answered now. */
async function answers() {
  const ranges = await Promise.all(
    questions.map(async ([name, query]) => {
      const { status, json } = await ask(name, query)
      expect(status, JSON.stringify(json).slice(0, 500)).toBe(200)
      return [name, query, json.data]
    }),
  )
  const value = await ask('shop_amount_sum', { to: iso(minutes(95) + 30_000), aggregation: 'avg' }, queryRoute)
  const formula = 'sum by (status) (increase(shop_by_status[10m]))'
  const promql = await askPrometheus('query_range', {
    query: formula,
    start: minutes(0) / 1000,
    end: minutes(180) / 1000,
    step: 300,
  })
  return { ranges, value: value.json.data, promql: promql.data }
}

const products: Product[] = ['prometheus', 'victoria-metrics', 'influxdb']
const cases = await Promise.all(products.map(async (product) => ({ product, missing: await whyMissing(product) })))

describe.each(cases)('$product', ({ product, missing }) => {
  const it = missing === null ? test : test.skip
  if (missing !== null) test.skip(`is not here: ${missing}`, () => {})
  let fed: Fed
  let before: Awaited<ReturnType<typeof answers>>
  beforeAll(async () => {
    if (missing === null) fed = await startFed(product)
  }, 120_000)
  afterAll(() => fed?.stop())

  const count = async (table: string) => {
    const [row] = await fed.sql<{ rows: number }[]>`select count(*)::int as rows from ${fed.sql(table)}`
    return row!.rows
  }
  const send = async (events: unknown[]) => {
    const { status, data } = await ingest(events)
    expect(status).toBe(202)
    expect(data.rejected).toBe(0)
    await awaitCompacted(fed.sql)
  }
  const dropMinutes = () =>
    expireSamples({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(Date.now() + 16 * dayMs) })

  it('takes all minutes that are over, and is known to hold them before they leave the outbox', async () => {
    await send(orders)
    await fed.drain()
    const [state] = await fed.sql`select failure, refused from engine_state`
    expect(state).toMatchObject({ failure: null, refused: '0' })
    expect(await count('late_samples')).toBe(0)
  })

  it('what comes late, twice or again is in the answers at once, and once', async () => {
    await send([...late, ...orders.slice(0, 50)])
    await send(late)
    before = await answers()
    await fed.drain()
    expect((await count('late_samples')) > 0).toBe(product !== 'influxdb')
    expect(await answers()).toEqual(before)
  })

  it('while it is down events are taken, the outbox grows, and it drains by itself afterwards', async () => {
    await fed.killEngine()
    await send([
      insertEvent({ table: 'shop', timestamp: iso(Date.now() + 3_600_000), after: rowOf(4000), key: { id: 4000 } }),
    ])
    await fed.feed(7_200_000)
    const [state] = await fed.sql`select failure, failing_since from engine_state`
    expect(state!.failure).toContain('cannot be reached')
    expect(state!.failing_since).not.toBeNull()
    expect(await fed.waiting()).toBeGreaterThan(0)
    expect(await dropMinutes()).not.toContainEqual(expect.stringMatching(/^rollups_1m/))
    await fed.server.run()
    await fed.drain()
    const [after] = await fed.sql`select failure from engine_state`
    expect(after).toEqual({ failure: null })
  })

  it('answers by the minute, as before, once PostgreSQL has let go of the minutes', async () => {
    before = await answers()
    const dropped = await dropMinutes()
    expect(dropped.filter((name) => name.startsWith('rollups_1m')).length).toBeGreaterThan(0)
    expect(dropped.filter((name) => !name.startsWith('rollups_1m'))).toEqual([])
    const [left] = await fed.sql<{ rows: number }[]>`
      select count(*)::int as rows from rollups_1m where bucket < ${iso(minutes(300))}::timestamptz`
    expect(left!.rows).toBe(0)
    expect(await answers()).toEqual(before)
  })

  it('counts what comes late into such minutes, before and after it is compacted', async () => {
    const sum = async () =>
      ((await ask('shop_events_total', { aggregation: 'count' }, queryRoute)).data as { value: number }).value
    const had = await sum()
    await ingest(latest)
    expect(await sum()).toBe(had + latest.length)
    await awaitCompacted(fed.sql)
    await fed.drain()
    expect(await sum()).toBe(had + latest.length)
    const { data } = await ask('shop_events_total', { aggregation: 'count', step: '1m' })
    const points = (data as { series: { data_points: { value: number | null }[] }[] }).series.flatMap(
      (one) => one.data_points,
    )
    expect(points.reduce((all, { value }) => all + (value ?? 0), 0)).toBe(had + latest.length)
  })

  it('503: while it is down, minutes that are only there say so; hours are answered', async () => {
    await fed.killEngine()
    const { status, json, headers } = await ask('shop_amount_sum', { step: '1m' })
    expect({ status, detail: json.detail }).toEqual({
      status: 503,
      detail: expect.stringMatching(/^Minutes of this time are in (prometheus|influxdb), which does not answer/),
    })
    expect(headers.get('retry-after')).not.toBeNull()
    expect((await ask('shop_amount_sum', { step: '1h', from: iso(minutes(0)), to: iso(minutes(180)) })).status).toBe(
      200,
    )
    await fed.server.run()
    expect((await ask('shop_amount_sum', { step: '1m' })).status).toBe(200)
  })
})
