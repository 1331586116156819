import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DetectionThread, type StartThread } from '@/lib/anomalies/service/detection-thread'
import { createContext } from '@/lib/runtime/runtime'
import { bucket, flow, send } from '@/tests/support/flow'
import { ingest } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const hour = 12 * bucket
const day = 24 * hour
const base = Math.floor(Date.now() / hour) * hour - 8 * hour
const spikeAt = base - 3 * hour

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  const orders = (at: number) => (at === spikeAt ? 50 : 6 + ((at / bucket) % 3))
  await send([...flow('orders', base - 3 * day, base, orders), ...flow('visits', base - 3 * day, base, () => 1)])
})
afterAll(() => runtime.stop())

const contextAt = (at: number) => ({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(at) })
const stored = () => runtime.db.$client`
  select series_key, extract(epoch from started_at)::float8 * 1000 as start, type, value from anomalies order by 1, 2`

test('a pass holds up no ingestion; a thread that dies in the middle leaves nothing, and the next does all of it once', async () => {
  const meanwhile = {
    id: 'meanwhile',
    type: 'INSERT',
    table: 'else',
    timestamp: new Date(base).toISOString(),
    after: {},
  }
  const context = contextAt(base + bucket + 120_000)
  const killed = runtime.db.$client.begin(async (sql) => {
    await sql`lock table job_runs in exclusive mode`
    const pass = runtime.detection.pass(context)
    const refused = expect(pass).rejects.toThrow('the detection thread ended')
    const isWriting = () => sql`select 1 from pg_locks where relation = 'job_runs'::regclass and not granted`
    while ((await isWriting()).length === 0) await pause(20)
    expect((await ingest([meanwhile])).status).toBe(202)
    await runtime.detection.interrupt()
    await refused
  })
  await killed
  expect(await stored()).toEqual([])
  let figures: Awaited<ReturnType<typeof runtime.detection.pass>> = null
  while (!figures) figures = await runtime.detection.pass(context)
  expect(figures).toMatchObject({ opened: expect.any(Number), withdrawn: 0 })
  expect(figures.opened).toBeGreaterThan(0)
  const found = await stored()
  expect(found).toHaveLength(figures.opened)
  expect(found).toContainEqual(expect.objectContaining({ start: spikeAt, type: 'spike', value: 50 }))
  expect(await runtime.detection.pass(context)).toBeNull()
  expect(await stored()).toEqual(found)
  expect(runtime.detection.bytes).toBeGreaterThan(0)
})

test('what the thread cannot do is refused with the reason, and the next pass goes on', async () => {
  await runtime.db.$client`alter table detection_progress rename to elsewhere`
  await expect(runtime.detection.pass(contextAt(base + 2 * bucket))).rejects.toMatchObject({
    cause: { code: '42P01', message: expect.stringContaining('detection_progress') },
  })
  await runtime.db.$client`alter table elsewhere rename to detection_progress`
  expect(await runtime.detection.pass(contextAt(base + 2 * bucket))).toMatchObject({ opened: 0, withdrawn: 0 })
})

test.each<{ name: string; start: StartThread | undefined; at: number }>([
  { name: 'nobody starts threads', start: undefined, at: base + 3 * bucket },
  {
    name: 'the thread ends as it starts',
    start: (options) => new Worker('process.exit(1)', { ...options, eval: true }),
    at: base + 5 * bucket,
  },
])('where $name, passes run beside everything else', async ({ start, at }) => {
  const warnings: string[] = []
  const log = { ...runtime.log, warn: (_: object, message: string) => warnings.push(message) } as never
  const data = { databaseUrl: runtime.url, statementTimeoutMs: 30_000, logLevel: 'error' }
  const alone = new DetectionThread({ data, start, log })
  expect(await alone.pass(contextAt(at))).toMatchObject({ withdrawn: 0 })
  expect(await alone.pass(contextAt(at + bucket))).toMatchObject({ withdrawn: 0 })
  expect(warnings).toEqual(['detection cannot have a thread of its own and runs beside everything else'])
})
