import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/query/route'
import { Catalog } from '@/lib/metrics/service/catalog'
import { expireSamples } from '@/lib/metrics/service/expire'
import { rebuildRollups } from '@/lib/metrics/service/rebuild'
import { setColumn } from '@/lib/metrics/service/set-column'
import { boot } from '@/lib/runtime/boot'
import { figures } from '@/lib/runtime/figures'
import { createContext, type Runtime, setRuntime } from '@/lib/runtime/runtime'
import { chanceOf } from '@/tests/support/chance'
import { awaitCompacted } from '@/tests/support/compacted'
import { needProgram } from '@/tests/support/debian-package'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { LateOrders, questionsAt } from '@/tests/support/late-orders'
import { TestRedis } from '@/tests/support/redis'
import { startRuntime } from '@/tests/support/runtime'

const { path: program, missing } = await needProgram('redis-server', 'redis-server')
const dayMs = 86_400_000
const rounds = 8

let redis: TestRedis
let plain: Awaited<ReturnType<typeof startRuntime>>
let shared: Runtime[]
beforeAll(async () => {
  if (!program) return
  redis = await TestRedis.start(program)
  plain = await startRuntime({ DATAWATCH_METRICS_RETENTION: '240h', DATAWATCH_DATABASE_POOL_SIZE: '3' })
  const config = { ...plain.config, redis: { url: redis.url } }
  shared = [await boot(config), await boot(config)]
  for (const one of shared) await vi.waitFor(() => expect(one.redis?.state).toBe('up'))
})
afterAll(async () => {
  for (const one of [...(shared ?? []), plain].filter(Boolean)) {
    setRuntime(one)
    await one.stop()
  }
  await redis?.kill()
})

/** Has one of the processes answer. */
async function as<T>(runtime: Runtime, work: () => Promise<T>): Promise<T> {
  setRuntime(runtime)
  return work()
}

const ask = (queries: object[]) =>
  call<{ results: { error?: object }[] }>(queryRoute.POST, '/query', { method: 'POST', body: { queries } }).then(
    ({ data }) => data.results,
  )

/** Asks both that share answers, and then the one that tells each anew: none may differ. */
async function compare(queries: object[]) {
  const [first, second] = [await as(shared[0]!, () => ask(queries)), await as(shared[1]!, () => ask(queries))]
  const told = await as(plain, () => ask(queries))
  expect(first).toEqual(told)
  expect(second).toEqual(told)
  return told
}

const system = { kind: 'system', name: 'test' } as const
const contextOf = (runtime: Runtime) => {
  setRuntime(runtime)
  return createContext(system)
}

/** Changes what was stored behind everyone's back, and has the day counted anew, as `datawatch rebuild` does. */
async function recount(now: number) {
  const sql = plain.db.$client
  await sql`update events set after = jsonb_set(after, '{amount}', '7.77')
    where uid in (select uid from events where after ? 'amount' order by received_at desc limit 3)`
  await awaitCompacted(sql)
  const bounds = { maxTables: 2000, maxColumns: 500, maxSeries: 200_000 }
  const parts = { sql, catalog: new Catalog(sql, bounds), autoDiscover: true, compact: () => awaitCompacted(sql) }
  for await (const _ of rebuildRollups(parts, { check: false, from: now - 10 * dayMs, stopping: () => false }));
}

test.skipIf(missing)(
  `an answer that is kept never differs from one told anew, whatever came in between${missing ? `: ${missing}` : ''}`,
  { timeout: 120_000 },
  async () => {
    const chance = chanceOf(7)
    const orders = new LateOrders(chance)
    const now = Date.now()
    const questions = questionsAt(now)
    await as(plain, () => ingest(Array.from({ length: 40 }, () => orders.next()).flat()))
    for (let round = 0; round < rounds; round += 1) {
      const asked = questions.filter(() => chance.below(3) === 0)
      await compare(asked)
      const writer = chance.one([plain, ...shared])
      if (chance.below(4) > 0) await as(writer, () => ingest(orders.next()))
      if (chance.below(15) === 0) await recount(now)
      if (chance.below(15) === 0) {
        const role = chance.one(['text', 'categorical'] as const)
        await setColumn(contextOf(writer), { table: 'orders', column: 'channel' }, { role })
      }
      const told = await compare(asked)
      expect(told.flatMap(({ error }) => error ?? [])).toEqual([])
    }
    expect(figures.answers.found).toBeGreaterThan(30)
    expect(figures.answers.kept).toBeGreaterThan(30)
  },
)

/** Asks until the answer is one that was kept, so that what follows would show one that holds no more. */
async function keepAll(queries: object[]) {
  await vi.waitFor(async () => {
    const { told } = figures.answers
    await compare(queries)
    expect(figures.answers.told).toBe(told)
  }, 15_000)
}

test.skipIf(missing)('a day that was counted anew is told anew', async () => {
  const now = Date.now()
  await as(plain, () =>
    ingest([insertEvent({ table: 'orders', after: { id: 'x', amount: 3 }, timestamp: new Date(now - dayMs) })]),
  )
  const queries = [
    { ref: 'a', metric: 'orders_amount_sum', from: now - 3 * dayMs, to: now - 3_600_000 },
    { ref: 'b', expr: 'max(orders_amount_sum) * 2', from: now - 3 * dayMs, to: now - 3_600_000, step: '1d' },
  ]
  await keepAll(queries)
  await recount(now)
  await compare(queries)
})

test.skipIf(missing)('what comes now and tells of before changes levels that were kept', async () => {
  const at = (age: number) => new Date(Date.now() - age).toISOString()
  const row = (id: number, status: string) => ({ id, amount: id, status })
  const inserts = [1, 2, 3].map((id) => insertEvent({ table: 'stock', timestamp: at(dayMs), after: row(id, 'new') }))
  await as(plain, () => ingest(inserts))
  const span = { from: at(2 * dayMs), to: at(600_000) }
  const queries = ['stock_rows', 'stock_amount_total'].map((metric) => ({ ref: metric, metric, ...span }))
  await keepAll(queries)
  const known = { before: row(9, 'new'), after: row(9, 'paid') }
  await as(shared[0]!, () => ingest([insertEvent({ table: 'stock', type: 'UPDATE', timestamp: at(0), ...known })]))
  await compare(queries)
})

test.skipIf(missing)('what retention takes is gone from answers that were kept', async () => {
  const at = new Date(Date.now() - 30 * dayMs)
  await as(plain, () => ingest([insertEvent({ table: 'old', timestamp: at.toISOString() })]))
  await awaitCompacted(plain.db.$client)
  const span = { from: new Date(at.getTime() - dayMs).toISOString(), to: new Date(at.getTime() + dayMs).toISOString() }
  const queries = [
    { ref: 'a', metric: 'old_events_total', ...span },
    { ref: 'b', metric: 'old_events_total', ...span, step: '5m' },
  ]
  await compare(queries)
  const { kept } = figures.answers
  await compare(queries)
  expect(figures.answers.kept).toBe(kept)
  const context = contextOf(plain)
  const dropped = await expireSamples({ ...context, now: new Date(Date.now() + 30 * dayMs) })
  expect(dropped.some((name) => name.startsWith('rollups_1m'))).toBe(true)
  await compare(queries)
})

test.skipIf(missing)('a table to which nothing comes any more closes when it is asked about', async () => {
  await as(plain, () => ingest([insertEvent({ table: 'quiet' })]))
  await plain.db.$client`update source_tables set closed_before = now() - interval '1 day' where name = 'quiet'`
  const query = {
    ref: 'a',
    metric: 'quiet_events_total',
    from: '2026-03-01T00:00:00Z',
    to: new Date(Date.now() - 600_000).toISOString(),
  }
  const before = figures.answers.found
  await expect
    .poll(async () => {
      await as(shared[0]!, () => ask([query]))
      return figures.answers.found
    })
    .toBeGreaterThan(before)
})
