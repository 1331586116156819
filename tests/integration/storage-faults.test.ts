import { afterAll, afterEach, describe, expect, onTestFinished, test } from 'vitest'
import * as storageRoute from '@/app/api/v1/datawatch/storage/route'
import { GET as ready } from '@/app/ready/route'
import { DecimalSum } from '@/lib/metrics/decimal'
import type { Storage } from '@/lib/storage/contract'
import type { Point, StorageEngine } from '@/lib/storage/engine'
import { InfluxEngine } from '@/lib/storage/engines/influxdb'
import { PrometheusEngine } from '@/lib/storage/engines/prometheus'
import { TimescaleEngine } from '@/lib/storage/engines/timescale'
import { awaitCompacted } from '@/tests/support/compacted'
import { EngineServer, engineSettings, whyMissing } from '@/tests/support/engine-servers'
import { type Fed, startFed } from '@/tests/support/fed-runtime'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { answers, late, orders } from '@/tests/support/rested-shop'
import { createDatabase, startRuntime } from '@/tests/support/runtime'

const missing = (await whyMissing('influxdb')) ?? (await whyMissing('prometheus'))
const it = missing === null ? test : test.skip
if (missing !== null) test.skip(`is not tested here: ${missing}`, () => {})

/** One sample of a minute. */
function minuteOf(at: number): Point {
  const bucket = at - (at % 60_000)
  const one = new DecimalSum()
  one.add(1)
  return {
    seriesId: 999_999,
    bucket,
    aggregate: { count: 1, sum: one, min: 1, max: 1, firstAt: bucket, last: 1, lastAt: bucket, change: one },
  }
}

const why = async (engine: StorageEngine) => {
  const failure = await engine.check().catch((error: Error & { kind?: string }) => error)
  await engine.close()
  return failure
}

describe('what an engine is not says what was found and what is needed', () => {
  const servers: EngineServer[] = []
  afterAll(async () => void (await Promise.all(servers.map((server) => server.stop()))))
  const start = async (...asked: Parameters<typeof EngineServer.start>) => {
    const server = await EngineServer.start(...asked)
    servers.push(server)
    return server
  }

  it('wrong credentials', async () => {
    const { url } = await start('prometheus', { auth: true })
    const open = (password: string) => new PrometheusEngine({ url, username: 'watcher', password }, 'a')
    expect(await why(open('wrong'))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('does not let the user watcher in (401'),
    })
    expect(await why(new PrometheusEngine({ url }, 'a'))).toMatchObject({
      message: expect.stringContaining('does not let a request without credentials in'),
    })
    expect(await why(open('secret'))).toMatchObject({ product: 'Prometheus' })
  })

  it('a Prometheus that takes no samples', async () => {
    const { url } = await start('prometheus', { flags: ['--no-receiver'] })
    expect(await why(new PrometheusEngine({ url }, 'a'))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('start it with --web.enable-remote-write-receiver'),
    })
  })

  it('an InfluxDB without the database, and of another version than the settings are of', async () => {
    const { url } = await start('influxdb')
    expect(await why(new InfluxEngine({ url, database: 'none' }, 'a'))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('create it with: create database "none"'),
    })
    expect(await why(new InfluxEngine({ url, org: 'o', bucket: 'b', token: 't' }, 'a'))).toMatchObject({
      message: expect.stringMatching(/is InfluxDB 1.*version 1 takes a database/),
    })
    expect(await why(new PrometheusEngine({ url }, 'a'))).toMatchObject({
      message: expect.stringContaining('it is not the API of Prometheus'),
    })
  })

  test('a PostgreSQL without TimescaleDB', async () => {
    const database = await createDatabase()
    const failure = await why(new TimescaleEngine(database.url, 'a'))
    await database.drop()
    if ('product' in failure) return
    expect(failure).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^PostgreSQL .* has no TimescaleDB: install its package/),
    })
  })

  test('nothing that listens', async () => {
    expect(await why(new InfluxEngine({ url: 'http://127.0.0.1:9', database: 'a' }, 'a'))).toMatchObject({
      kind: 'down',
      message: expect.stringContaining('http://127.0.0.1:9 cannot be reached'),
    })
  })
})

describe('what goes wrong on the way', () => {
  let fed: Fed
  afterEach(async () => {
    await fed?.stop()
    fed = undefined as unknown as Fed
  })
  const count = async (table: string) => {
    const [row] = await fed.sql<{ rows: number }[]>`select count(*)::int as rows from ${fed.sql(table)}`
    return row!.rows
  }
  const send = async (events: unknown[]) => {
    expect((await ingest(events)).data.rejected).toBe(0)
    await awaitCompacted(fed.sql)
  }

  it('a process killed between sending and deleting: the next sends again, and nothing counts twice', async () => {
    fed = await startFed('prometheus')
    await send(orders)
    await fed.feed()
    expect(await fed.waiting()).toBeGreaterThan(0)
    await fed.sql`update engine_state set sent_through = 0`
    await fed.another()()
    await fed.drain()
    expect(await count('late_samples')).toBe(0)
    const before = await answers()
    await fed.dropMinutes()
    expect(await answers()).toEqual(before)
  })

  it('two processes: one feeds, the other waits its turn, and takes over', async () => {
    fed = await startFed('influxdb')
    await send(orders)
    const second = fed.another()
    await Promise.all([fed.feed(), second(), fed.feed(), second()])
    await send(late)
    await second()
    await second()
    expect(await fed.waiting()).toBe(0)
    const before = await answers()
    await fed.dropMinutes()
    expect(await answers()).toEqual(before)
  })

  it('a Prometheus that takes nothing of the past: what it refuses stays here, and nothing counts twice', async () => {
    fed = await startFed('prometheus', { window: '0s' })
    const { engine } = fed.runtime
    const newest = minuteOf(Date.now() - 600_000)
    await engine!.write([newest], new Map())
    await send(orders)
    await fed.drain()
    const [state] = await fed.sql<
      { refused: string; failure: string | null }[]
    >`select refused, failure from engine_state`
    expect(state).toEqual({ refused: String(await count('late_samples')), failure: null })
    expect(Number(state!.refused)).toBeGreaterThan(500)
    const before = await answers()
    await send(late)
    const more = await answers()
    expect(more).not.toEqual(before)
    await fed.dropMinutes()
    expect(await answers()).toEqual(more)
  })

  it('an engine that comes back empty is asked for nothing that it lost', async () => {
    fed = await startFed('influxdb')
    await send(orders)
    await fed.drain()
    await fed.server.wipe()
    await fed.server.run()
    await fed.server.createDatabase()
    const before = await answers()
    await send([insertEvent({ table: 'shop', timestamp: new Date(Date.now() + 3_600_000).toISOString() })])
    await fed.feed(7_200_000)
    const [state] = await fed.sql<
      { lost: boolean }[]
    >`select kept_from > now() - interval '1 day' as lost from engine_state`
    expect(state).toEqual({ lost: true })
    expect((await fed.dropMinutes()).filter((name) => name.startsWith('rollups_1m'))).toEqual([])
    expect(await answers()).toEqual(before)
  })

  it('503: a full outbox takes no more events, loses none, and goes on by itself once it has drained', async () => {
    const server = await EngineServer.start('influxdb')
    const own = await startRuntime({
      ...engineSettings('influxdb', server.url),
      DATAWATCH_METRICS_OUTBOX_MAX_ROWS: '1000',
    })
    onTestFinished(async () => {
      await own.stop()
      await server.stop()
    })
    const sql = own.db.$client
    await sql`update engine_state set kept_from = now() - interval '40 days', sealed_before = now() - interval '25 days'`
    await server.kill()
    expect((await ingest(orders)).status).toBe(202)
    await awaitCompacted(sql)
    const waiting = async () => {
      await own.feeder.run()
      const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from outbox`
      return row!.rows
    }
    await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThanOrEqual(1000)
    const refused = await ingest([insertEvent()])
    expect({ status: refused.status, detail: refused.json.detail }).toEqual({
      status: 503,
      detail: expect.stringContaining('outbox of the storage engine is full'),
    })
    expect(refused.headers.get('retry-after')).not.toBeNull()
    const { data } = await call<Storage>(storageRoute.GET, '/storage')
    expect(data.engine).toMatchObject({
      name: 'influxdb',
      state: 'failing',
      waiting_rows_most: 1000,
      failure: expect.stringContaining('cannot be reached'),
    })
    expect(data.engine!.waiting_rows).toBeGreaterThanOrEqual(1000)
    const told = (await (
      await ready(new Request('http://localhost/ready'), { params: Promise.resolve({}) })
    ).json()) as {
      ready: boolean
      storage: unknown
    }
    expect(told).toMatchObject({ ready: true, storage: { name: 'influxdb', state: 'failing' } })
    await server.run()
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0)
    expect((await ingest([insertEvent()])).status).toBe(202)
  })
})
