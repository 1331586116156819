import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import * as queryRoute from '@/app/api/v1/datawatch/query/route'
import * as columnRoute from '@/app/api/v1/datawatch/schema/columns/[table]/[column]/route'
import { loadConfig } from '@/lib/config/load'
import { boot } from '@/lib/runtime/boot'
import { figures } from '@/lib/runtime/figures'
import { type Runtime, setRuntime } from '@/lib/runtime/runtime'
import { chanceOf } from '@/tests/support/chance'
import { OpenDoor } from '@/tests/support/doors'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { LateOrders, questionsAt } from '@/tests/support/late-orders'

const rounds = 24

const folder = mkdtempSync(join(tmpdir(), 'datawatch-repeated-'))
let runtime: Runtime
beforeAll(async () => {
  chmodSync(folder, 0o711)
  const env = {
    NODE_ENV: 'test' as const,
    DATAWATCH_DATABASE_DATA_DIR: join(folder, 'data'),
    DATAWATCH_ANOMALY_ENABLED: 'false',
    DATAWATCH_QUALITY_ENABLED: 'false',
    DATAWATCH_ALERTS_ENABLED: 'false',
    DATAWATCH_LOG_LEVEL: 'error',
  }
  runtime = await boot(loadConfig({ cwd: folder, env }))
})
afterAll(async () => {
  setRuntime(runtime)
  await runtime.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (queries: object[]) =>
  call<{ results: { error?: object }[] }>(queryRoute.POST, '/query', { method: 'POST', body: { queries } }).then(
    ({ data }) => data.results,
  )

/** Told from the database, whatever is at hand. */
async function tellAnew<T>(work: () => Promise<T>): Promise<T> {
  setRuntime({ ...runtime, atHand: undefined })
  return work().finally(() => setRuntime(runtime))
}

/** Asks twice, and once for what the database says: none may differ. */
async function compare(queries: object[]) {
  const [first, second] = [await ask(queries), await ask(queries)]
  const told = await tellAnew(() => ask(queries))
  expect(first).toEqual(told)
  expect(second).toEqual(told)
  return told
}

const settle = (column: string, role: string) =>
  call(columnRoute.PATCH, `/schema/columns/orders/${column}`, {
    method: 'PATCH',
    params: { table: 'orders', column },
    body: { role },
  })

test('an answer that is repeated never differs from one told anew, whatever came in between', {
  timeout: 120_000,
}, async () => {
  const chance = chanceOf(11)
  const orders = new LateOrders(chance)
  const questions = questionsAt(Date.now())
  await ingest(Array.from({ length: 40 }, () => orders.next()).flat())
  const before = figures.answers.repeated
  let asked = questions
  for (let round = 0; round < rounds; round += 1) {
    if (chance.below(4) === 0) asked = questions.filter(() => chance.below(3) === 0)
    await compare(asked)
    if (chance.below(3) > 0) await ingest(orders.next())
    if (chance.below(8) === 0) await settle('channel', chance.one(['text', 'categorical']))
    const told = await compare(asked)
    expect(told.flatMap(({ error }) => error ?? [])).toEqual([])
  }
  expect(figures.answers.repeated - before).toBeGreaterThan(200)
})

test('whoever was answered that an event is stored finds it in what is told next, however many ask meanwhile', async () => {
  const to = new Date(Date.now() - 60_000).toISOString()
  const query = { from: new Date(Date.now() - 3_600_000).toISOString(), to, step: '5m' }
  const range = () =>
    call<{ series: { data_points: { value: number }[] }[] }>(rangeRoute.GET, '/metrics/late_inserts_total/range', {
      params: { name: 'late_inserts_total' },
      query,
    }).then(({ data }) => data.series[0]!.data_points.reduce((sum, { value }) => sum + value, 0))
  const send = () => ingest([insertEvent({ table: 'late', timestamp: new Date(Date.now() - 1_800_000).toISOString() })])
  await send()
  let going = true
  const others = [1, 2, 3].map(async () => {
    // Lets what else there is to do have its turn, as requests that come over the network do.
    for (; going; await turn()) await range()
  })
  for (let sent = 2; sent <= 60; sent += 1) {
    await send()
    expect(await range()).toBe(sent)
  }
  going = false
  await Promise.all(others)
})

test('a question that was told is written out as it was, and in another form when that is asked for', async () => {
  const query = { from: '2026-01-01T00:00:00Z', to: '2026-01-01T06:00:00Z', step: '1h' }
  const get = (more: Record<string, string> = {}) =>
    rangeRoute
      .GET(
        new Request(
          `http://localhost/api/v1/datawatch/metrics/late_inserts_total/range?${new URLSearchParams({ ...query, ...more })}`,
        ),
        { params: Promise.resolve({ name: 'late_inserts_total' }) },
      )
      .then(async (answer) => ({ type: answer.headers.get('content-type'), text: await answer.text() }))
  const first = await get()
  expect(await get()).toEqual(first)
  expect(first.type).toBe('application/json')
  expect((await get({ format: 'csv' })).type).toContain('text/csv')
  expect(await get()).toEqual(first)
})

test('the door repeats what the route wrote, for those who may read it, until more is stored', async () => {
  const door = new OpenDoor()
  await door.open()
  try {
    const at = '2026-02-01T03:00:00Z'
    await ingest([insertEvent({ table: 'late', timestamp: at })])
    const path = '/metrics/late_inserts_total/range?from=2026-02-01T00:00:00Z&to=2026-02-02T00:00:00Z&step=1d'
    const asked = { method: 'GET', path, headers: { 'x-request-id': 'the-same' } }
    const first = await door.ask(asked)
    const before = figures.answers.repeated
    const again = await door.ask(asked)
    expect(figures.answers.repeated).toBe(before + 1)
    const undated = ({ headers: { date: _, ...headers }, ...rest }: typeof first) => ({ ...rest, headers })
    expect(undated(again)).toEqual(undated(first))
    expect((await door.ask({ ...asked, path: `${path}&fill=zero` })).status).toBe(200)
    expect((await door.ask({ ...asked, path: `${path}&fill=nothing` })).status).toBe(400)

    const config = { ...runtime.config, server: { ...runtime.config.server, environment: 'production' as const } }
    setRuntime({ ...runtime, config })
    const stranger = await door.ask(asked)
    expect(stranger).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer', 'x-request-id': 'the-same' },
    })
    expect(stranger.text).not.toContain('data_points')
    setRuntime(runtime)

    await ingest([insertEvent({ table: 'late', timestamp: at })])
    const last = await door.ask(asked)
    expect(last.text).not.toBe(first.text)
    expect(await tellAnew(() => door.ask(asked)).then(undated)).toEqual(undated(last))
  } finally {
    setRuntime(runtime)
    await door.close()
  }
})
