import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import { awaitCompacted } from '@/tests/support/compacted'
import { type Product, whyMissing } from '@/tests/support/engine-servers'
import { type Fed, startFed } from '@/tests/support/fed-runtime'
import { ingest, insertEvent } from '@/tests/support/http'
import { answers, ask, iso, late, latest, minutes, orders, rowOf } from '@/tests/support/rested-shop'

/** The whole path is the same for each of them, which the conformance suite holds alike: all with `TEST_ENGINES=all`. */
const all: Product[] = ['prometheus', 'victoria-metrics', 'influxdb']
const products = process.env.TEST_ENGINES === 'all' ? all : all.slice(0, 1)
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
    expect(await fed.dropMinutes()).not.toContainEqual(expect.stringMatching(/^rollups_1m/))
    await fed.server.run()
    await fed.drain()
    const [after] = await fed.sql`select failure from engine_state`
    expect(after).toEqual({ failure: null })
  })

  it('answers by the minute, as before, once PostgreSQL has let go of the minutes', async () => {
    before = await answers()
    const dropped = await fed.dropMinutes()
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
