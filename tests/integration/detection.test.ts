import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as detectRoute from '@/app/api/cron/detect/route'
import type { Anomaly, DetectionFigures } from '@/lib/anomalies/contract'
import { detectAnomalies } from '@/lib/anomalies/service/detect'
import { listAnomalies } from '@/lib/anomalies/service/read'
import { acknowledgeAnomaly } from '@/lib/anomalies/service/review'
import { createContext } from '@/lib/runtime/runtime'
import { startSchedule } from '@/lib/runtime/schedule'
import { bucket, flow, send } from '@/tests/support/flow'
import { call, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Eight hours ago, on the hour: all that these tests send lies before their real now. */
const base = Math.floor(Date.now() / hour) * hour - 8 * hour

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await send([...flow('orders', base - 9 * day, base, usual), ...flow('visits', base - 9 * day, base, () => 1)])
})
afterAll(() => runtime.stop())

const spikeAt = base - 3 * hour
const holeAt = base - 2 * hour
const inHole = (at: number) => at >= holeAt && at < holeAt + 6 * bucket
const ordinary = (at: number) => 6 + ((at / bucket) % 3)
const usual = (at: number) => (inHole(at) ? 0 : at === spikeAt ? 50 : ordinary(at))

const contextAt = (at: number) => ({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(at) })
const pass = (at: number) => detectAnomalies(contextAt(at))

async function found(metric = 'orders_events_total'): Promise<Anomaly[]> {
  const { anomalies } = await listAnomalies(contextAt(base), { metric, limit: 100, include_acknowledged: true })
  return anomalies.reverse()
}
const iso = (at: number) => new Date(at).toISOString()

describe('passes, one after the other', () => {
  test('the first finds what the last two days have, and nothing else', async () => {
    const figures = await pass(base + 7 * minute)
    expect(figures).toMatchObject({ skipped: false, withdrawn: 0 })
    expect(await found()).toMatchObject([
      { type: 'spike', value: 50, started_at: iso(spikeAt), ended_at: iso(spikeAt + bucket), status: 'open' },
      { type: 'missing', value: 0, started_at: iso(holeAt), ended_at: iso(holeAt + 6 * bucket), status: 'open' },
    ])
    expect(await found('visits_events_total')).toEqual([])
  })

  test('the same slot is not run again', async () => {
    expect(await pass(base + 7 * minute)).toMatchObject({ skipped: true, series: 0 })
  })

  test('a pass with nothing new changes nothing', async () => {
    const before = await found()
    expect(await pass(base + 8 * minute)).toMatchObject({
      skipped: false,
      buckets: 0,
      opened: 0,
      updated: 0,
      withdrawn: 0,
    })
    expect(await found()).toEqual(before)
  })

  test('of many at once one runs', async () => {
    const passes = await Promise.all(Array.from({ length: 6 }, () => pass(base + 9 * minute)))
    expect(passes.filter(({ skipped }) => !skipped)).toHaveLength(1)
  })

  test('late data that fills the hole withdraws its anomaly; the spike stays as it was', async () => {
    const [spike] = await found()
    await send(flow('orders', holeAt, holeAt + 6 * bucket, ordinary))
    expect((await pass(base + 10 * minute)).withdrawn).toBeGreaterThan(0)
    expect(await found()).toEqual([{ ...spike!, related: expect.any(Array) }])
  })

  test('the running bucket is not judged, a finished one is, and what goes on stays one anomaly', async () => {
    const busy = (from: number, to: number) => [
      ...flow('orders', from, to, () => 45),
      ...flow('visits', from, to, () => 1),
    ]
    await send(busy(base, base + 2 * bucket))
    expect((await pass(base + 6 * minute)).opened).toBe(0)
    await send([
      ...busy(base + 2 * bucket, base + 4 * bucket),
      insertEvent({ table: 'visits', timestamp: iso(base + 4 * bucket) }),
    ])
    await pass(base + 4 * bucket)
    const opened = (await found()).at(-1)!
    expect(opened).toMatchObject({ type: 'spike', started_at: iso(base), ended_at: null })
    await acknowledgeAnomaly(contextAt(base), opened.id, { user: 'ann' })
    await pass(base + 5 * bucket + minute)
    expect((await found()).at(-1)).toMatchObject({ id: opened.id, ended_at: null, status: 'acknowledged' })
  })

  test('three calm buckets end it, and what a person said stays', async () => {
    await send([
      ...flow('orders', base + 4 * bucket, base + 10 * bucket, ordinary),
      ...flow('visits', base + 4 * bucket, base + 10 * bucket, () => 1),
    ])
    await pass(base + 11 * bucket)
    expect((await found()).at(-1)).toMatchObject({
      started_at: iso(base),
      ended_at: iso(base + 4 * bucket),
      status: 'acknowledged',
      acknowledged_by: 'ann',
    })
  })
})

describe('the cron route', () => {
  const cron = (headers: Record<string, string>, method = 'GET') =>
    call<DetectionFigures>(method === 'GET' ? detectRoute.GET : detectRoute.POST, '/../../cron/detect', {
      method,
      headers,
    })

  test.each([
    { name: 'no secret', headers: {} },
    { name: 'a wrong one', headers: { Authorization: 'Bearer guess' } },
  ])('401: $name', async ({ headers }) => {
    expect((await cron(headers as Record<string, string>)).status).toBe(401)
  })

  test('200: one pass a slot, by GET and POST', async () => {
    const headers = { Authorization: 'Bearer cron-secret-of-the-tests' }
    const answers = [await cron(headers), await cron(headers, 'POST'), await cron(headers)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(answers.filter(({ data }) => !data.skipped).length).toBeLessThanOrEqual(2)
    expect(answers[0]!.data).toMatchObject({
      skipped: false,
      series: expect.any(Number),
      duration_ms: expect.any(Number),
    })
  })
})

test('the schedule runs passes by itself, and stopping waits for the running one', async () => {
  let passes = 0
  const started = base + 2 * hour
  const schedule = startSchedule(() => {
    const context = contextAt(started + passes++ * minute)
    return {
      ...context,
      config: { ...context.config, anomaly: { ...context.config.anomaly, enabled: true, detection_interval: 1000 } },
    }
  })
  await expect.poll(() => passes, { timeout: 10_000 }).toBeGreaterThan(2)
  await schedule.stop()
  const [{ open } = { open: -1 }] = await runtime.db.$client<{ open: number }[]>`
    select count(*)::int as open from job_runs where finished_at is null`
  expect(open).toBe(0)
})
