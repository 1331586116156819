import { afterAll, beforeAll, expect, test } from 'vitest'
import * as anomaliesRoute from '@/app/api/v1/datawatch/anomalies/route'
import type { AnomalyList } from '@/lib/anomalies/contract'
import { backtestBody, type DetectionInput, detectionSettings } from '@/lib/anomalies/detection-contract'
import { backtestDetection } from '@/lib/anomalies/service/backtest'
import { setDetection } from '@/lib/anomalies/service/settings'
import type { AppError } from '@/lib/errors/app-error'
import { base, bucket, contextAt, day, flow, hour, minute, ordinary, passAt, send } from '@/tests/support/detected-flow'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const metric = 'orders_events_total'
const from = base - 4 * day
const now = base + 7 * minute

/** A spike of changing height every eleven hours, and one drop. */
function eventful(at: number) {
  const since = (at - from) / bucket
  if (since > 0 && since % 132 === 0) return 14 + ((since / 132) % 4) * 14
  return at >= from + 40 * hour && at < from + 41 * hour ? 0 : ordinary(at)
}

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await send(flow('orders', from - 4 * day, base, (at) => (at < from ? ordinary(at) : eventful(at))))
  await send(flow('beat', from - 4 * day, base, () => 1))
  const calls = flow('calls', base - day, base, () => 27)
  const channelOf = (at: number) => [2, 5, 9, 14, 20, 27].findIndex((end) => at % 27 < end)
  await send(calls.map((event, at) => ({ ...event, after: { id: at, channel: `channel ${channelOf(at)}` } })))
  await setDetection(contextAt(now), metric, detectionSettings.parse({ sensitivity: 'high' }))
  for (let at = base - 2 * day; at <= base; at += hour) await passAt(at + 7 * minute)
}, 120_000)
afterAll(() => runtime.stop())

const backtested = (body: { days?: number; settings?: DetectionInput }) =>
  backtestDetection(contextAt(now), metric, backtestBody.parse(body))

test('a backtest of the stored settings finds what the passes raised under them', async () => {
  const query = { metric, limit: '1000' }
  const { data } = await call<AnomalyList>(anomaliesRoute.GET, '/anomalies', { query })
  const tested = await backtested({ days: 4 })
  const shape = ({ started_at, ended_at, type }: { started_at: string; ended_at: string | null; type: string }) =>
    `${type} ${started_at} ${ended_at}`
  expect(data.anomalies.length).toBeGreaterThan(3)
  expect(tested.current.anomalies.map(shape)).toEqual(data.anomalies.map(shape))
  expect(tested.proposed).toEqual(tested.current)
})

test('proposed settings are judged beside the current ones, and nothing is stored', async () => {
  const drops = await backtested({ days: 4, settings: { sensitivity: 'high', direction: 'down' } })
  expect(new Set(drops.proposed.anomalies.map(({ type }) => type))).toEqual(new Set(['missing']))
  expect(drops.current.count).toBeGreaterThan(drops.proposed.count)
  expect(drops.summary).toContain(`Would have raised ${drops.proposed.count === 1 ? 'one' : drops.proposed.count}`)
  const none = await backtested({ days: 4, settings: { floor_absolute: 1000, muted: true } })
  expect(none.proposed).toEqual({ count: 0, anomalies: [] })
  expect((await backtested({ days: 4 })).current.count).toBe(drops.current.count)
})

test('low, medium and high raise no fewer, the more sensitive', async () => {
  const counts: number[] = []
  for (const sensitivity of ['low', 'medium', 'high'] as const) {
    counts.push((await backtested({ days: 4, settings: { sensitivity } })).proposed.count)
  }
  expect(counts).toEqual([...counts].sort((a, b) => a - b))
})

test('what is too much is refused with how many days are possible; less is done', async () => {
  const ask = (days: number) => backtestDetection(contextAt(now), 'calls_by_channel', backtestBody.parse({ days }))
  const refusal = await ask(90).catch((error: AppError) => error)
  expect(refusal).toMatchObject({ code: 'invalid_input', issues: [{ path: 'days' }] })
  const possible = Number(/at most (\d+)/.exec((refusal as AppError).message)?.[1])
  expect(possible).toBeLessThan(90)
  expect((await ask(possible)).series).toBe(6)
})

test('a metric that is not judged would raise nothing, and that is said', async () => {
  const { series, proposed, summary } = await backtestDetection(contextAt(now), 'orders_lag_seconds', { days: 30 })
  expect([series, proposed.count, summary]).toEqual([0, 0, expect.stringContaining('is judged at present')])
})
