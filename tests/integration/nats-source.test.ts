import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AckPolicy, jetstreamManager } from '@nats-io/jetstream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '@/lib/runtime/runtime'
import { listSources } from '@/lib/sources/service/list'
import { NatsServer, nats } from '@/tests/support/nats-server'
import { startRuntime } from '@/tests/support/runtime'
import { temporaryFolder } from '@/tests/support/test-database'

if (nats.missing) console.log(`NATS is not tried: ${nats.missing}`)

const place = temporaryFolder('nats-config')
const at = new Date(Date.now() - 60_000).toISOString()
const order = (id: number, more: object = {}) => ({
  ...{ id: `order-${id}`, type: 'INSERT', table: 'orders', schema: 'public', timestamp: at },
  ...{ after: { id, amount: 2, status: 'paid' }, ...more },
})

describe.skipIf(nats.missing)('a stream of NATS JetStream', () => {
  let server: NatsServer
  let runtime: Awaited<ReturnType<typeof startRuntime>>

  const boot = async (sources: object[]) => {
    const file = join(place.folder, 'datawatch.yaml')
    writeFileSync(file, JSON.stringify({ sources }))
    return startRuntime({ DATAWATCH_CONFIG: file, DATAWATCH_LOG_LEVEL: process.env.TEST_LOG ?? 'silent' })
  }
  const source = (more: object = {}) => ({
    ...{ name: 'shop', type: 'nats', url: server.url, stream: 'CDC', subject: 'cdc.shop.>', ack_wait: '2s', ...more },
  })
  const count = (where = 'true') =>
    runtime.db.$client.unsafe(`select count(*)::int as events from events where ${where}`).then(([row]) => row!.events)
  const letters = () => runtime.db.$client`select code, source from dead_letters order by code`
  const status = async (name: string) =>
    (await listSources(createContext({ kind: 'system', name: 'test' }))).sources.find((one) => one.name === name)

  beforeAll(async () => {
    server = await NatsServer.start({ user: 'reader', pass: 'p@ss word' })
    const manager = await jetstreamManager(await server.connection())
    const careless = { durable_name: 'careless', ack_policy: AckPolicy.None, filter_subject: 'cdc.careless' }
    await manager.consumers.add('CDC', careless)
    const url = `nats://reader:${encodeURIComponent('p@ss word')}@127.0.0.1:${server.port}`
    runtime = await boot([
      source({ url }),
      source({ name: 'stranger', url: server.url.replace('//', '//nobody:wrong@') }),
      source({ name: 'nowhere', url, stream: 'MISSING' }),
      source({ name: 'careless', url, subject: 'cdc.careless', durable: 'careless' }),
    ])
  }, 120_000)
  afterAll(async () => {
    await runtime?.stop()
    await server?.stop()
    place.remove()
  })

  test('every envelope that can be posted is read, one message may hold many, and each is acknowledged once it is stored', async () => {
    const debezium = {
      before: null,
      after: { id: 900, amount: 5 },
      op: 'c',
      ts_ms: Date.parse(at),
      source: {
        connector: 'postgresql',
        name: 'pg',
        db: 'shop',
        schema: 'public',
        table: 'orders',
        lsn: 77,
        ts_ms: Date.parse(at),
      },
    }
    await server.publish([
      { body: order(1) },
      { body: [order(2), order(3)] },
      { body: { events: [order(4)] } },
      { body: debezium },
      { body: order(5), subject: 'cdc.other' },
    ])
    await expect.poll(() => count(), { timeout: 20_000 }).toBe(5)
    await expect.poll(async () => (await server.consumer()).num_ack_pending, { timeout: 10_000 }).toBe(0)
    expect(await count("event_id = 'order-5'")).toBe(0)
  })

  test('what is published again is found: by the id of the event, and by that of the message where the event has none', async () => {
    const before = await count()
    const { id: _, ...nameless } = order(10)
    const twins = { ...nameless, after: { amount: 1 } }
    await server.publish([
      { body: order(1) },
      { body: twins, id: 'click-1' },
      { body: twins, id: 'click-2' },
      { body: { ...twins, after: { amount: 7 } }, id: 'click-3' },
    ])
    await expect.poll(() => count(), { timeout: 20_000 }).toBe(before + 3)
    await server.publish([{ body: order(11) }])
    await expect.poll(() => count("event_id = 'order-11'"), { timeout: 20_000 }).toBe(1)
    expect(await count()).toBe(before + 4)
  })

  test('poison becomes dead letters, is ended in the stream, and keeps nothing behind it', async () => {
    await server.publish([
      { body: 'no json at all' },
      { body: [] },
      { body: order(20, { type: 'UPSERT' }) },
      { body: order(21) },
    ])
    await expect.poll(() => count("event_id = 'order-21'"), { timeout: 20_000 }).toBe(1)
    await expect.poll(async () => (await letters()).map(({ code }) => code), { timeout: 10_000 }).toHaveLength(2)
    await expect
      .poll(() => server.consumer(), { timeout: 10_000 })
      .toMatchObject({ num_ack_pending: 0, num_redelivered: 0, num_pending: 0 })
  })

  test('how it stands is told as of any source; what cannot be followed says why', async () => {
    await expect.poll(async () => (await status('shop'))?.lag_seconds, { timeout: 20_000 }).toBe(0)
    expect(await status('shop')).toMatchObject({ state: 'streaming', position: expect.stringMatching(/^\d+$/) })
    await expect
      .poll(async () => (await status('stranger'))?.detail, { timeout: 20_000 })
      .toContain('NATS does not let DataWatch in')
    expect(await status('stranger')).toMatchObject({ state: 'failed' })
    expect(await status('nowhere')).toMatchObject({
      state: 'waiting',
      detail: expect.stringContaining('the stream is not there'),
    })
    expect(await status('careless')).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('acknowledgement policy none; explicit is needed'),
    })
  })

  test('a database that is away longer than the server waits: each message is told to be under way, and comes once', async () => {
    const before = await count()
    const lock = await runtime.db.$client.reserve()
    await lock`begin`
    try {
      await lock`lock table sample_log in access exclusive mode`
      await server.publish(Array.from({ length: 300 }, (_, i) => ({ body: order(1000 + i) })))
      const pending = async () => (await server.consumer()).num_ack_pending
      await expect.poll(pending, { timeout: 10_000 }).toBe(300)
      const until = Date.now() + 5000
      await expect.poll(() => Date.now() > until, { timeout: 10_000, interval: 100 }).toBe(true)
      expect((await server.consumer()).num_redelivered).toBe(0)
    } finally {
      await lock`rollback`
      lock.release()
    }
    await expect.poll(() => count(), { timeout: 20_000 }).toBe(before + 300)
    await expect.poll(async () => (await server.consumer()).num_ack_pending, { timeout: 10_000 }).toBe(0)
  })

  test('a consumer that somebody deleted is made again, and goes on where it was', async () => {
    const before = await count()
    await expect.poll(async () => Number((await status('shop'))?.position), { timeout: 10_000 }).toBeGreaterThan(300)
    await (await jetstreamManager(await server.connection())).consumers.delete('CDC', 'datawatch')
    await server.publish([{ body: order(5000) }])
    await expect.poll(() => count(), { timeout: 30_000 }).toBe(before + 1)
    expect((await server.consumer()).config.deliver_policy).toBe('by_start_sequence')
  })

  test('the server is killed in mid-stream and comes back: nothing is lost, nothing counts twice', async () => {
    const before = await count()
    const publishing = server.publish(
      Array.from({ length: 3000 }, (_, i) => ({ body: order(10_000 + i), id: `order-${10_000 + i}` })),
    )
    await expect.poll(() => count(), { timeout: 20_000 }).toBeGreaterThan(before)
    await server.kill()
    await server.revive()
    await publishing
    await expect.poll(() => count(), { timeout: 60_000 }).toBe(before + 3000)
    const [total] = await runtime.db.$client`
      select sum(count)::int as samples from samples_1m join series on series.id = series_id
      join measures on measures.id = measure_id where kind = 'events' and table_name = 'orders' and labels ->> 'type' = 'INSERT'`
    expect(total!.samples).toBe(await count("type = 'INSERT'"))
  })
})
