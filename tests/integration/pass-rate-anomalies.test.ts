import { afterAll, beforeAll, expect, test } from 'vitest'
import * as explanationRoute from '@/app/api/v1/datawatch/anomalies/[id]/explanation/route'
import * as previewRoute from '@/app/api/v1/datawatch/anomalies/[id]/feedback/preview/route'
import * as feedbackRoute from '@/app/api/v1/datawatch/anomalies/[id]/feedback/route'
import * as anomaliesRoute from '@/app/api/v1/datawatch/anomalies/route'
import * as decompositionRoute from '@/app/api/v1/datawatch/metrics/[name]/decomposition/route'
import * as backtestRoute from '@/app/api/v1/datawatch/metrics/[name]/detection/backtest/route'
import * as detectionRoute from '@/app/api/v1/datawatch/metrics/[name]/detection/route'
import * as expectedRoute from '@/app/api/v1/datawatch/metrics/[name]/expected/route'
import type { AnomalyList, ExpectedBand } from '@/lib/anomalies/contract'
import type { Backtest, MetricDetection } from '@/lib/anomalies/detection-contract'
import type { Decomposition, Explanation } from '@/lib/anomalies/explanation-contract'
import type { FeedbackPreview } from '@/lib/anomalies/feedback-contract'
import { base, bucket, day, hour, iso, minute, passAt, send } from '@/tests/support/detected-flow'
import { call, insertEvent } from '@/tests/support/http'
import { addRule, changeRule, settle, violations } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

const faultAt = base - 3 * hour
const quarter = 3 * bucket

/** Four rows each five minutes; for an hour no row of the second channel of a faulty table has a mail. */
function rows(table: string, from: number, to: number, isFaulty = false) {
  const starts = Array.from({ length: (to - from) / bucket }, (_, index) => from + index * bucket)
  return starts.flatMap((at) =>
    [0, 1, 2, 3].map((one) => {
      const isLost = isFaulty && one % 2 === 1 && at >= faultAt && at < faultAt + hour
      const after = { id: `${table}${at}${one}`, channel: one % 2 ? 'app' : 'web', mail: isLost ? null : 'a@b.example' }
      return insertEvent({ table, timestamp: iso(at + one * minute), after })
    }),
  )
}

let runtime: Awaited<ReturnType<typeof startRuntime>>
const tables = ['orders', 'clean', 'strict']
beforeAll(async () => {
  runtime = await startRuntime()
  for (const table of tables)
    await addRule({ table, column: 'mail', type: 'not_null', threshold: table === 'strict' ? 99 : 10 })
  await addRule({ table: 'orders', column: 'mail', type: 'email_format', threshold: 10 })
  const long = { table: 'orders', column: 'mail', type: 'length', params: { min: 3 }, threshold: 10 }
  const off = await addRule(long)
  expect((await changeRule(off.data.id, { enabled: false })).status).toBe(200)
  for (const table of tables) await send(rows(table, base - 5 * day, base, table !== 'clean'))
})
afterAll(() => runtime.stop())

const rateOf = (table: string) => `dq_${table}_mail_not_null_pass_rate`
const name = rateOf('orders')
async function found(query: Record<string, string>) {
  return (await call<AnomalyList>(anomaliesRoute.GET, '/anomalies', { query })).data.anomalies
}
const foundOf = (table: string) => found({ metric: rateOf(table) })
async function watch(metric: string) {
  const params = { name: metric }
  return (await call<MetricDetection>(detectionRoute.GET, `/metrics/${metric}/detection`, { params })).data
}

test('one that has always been whole and falls is found in its hour, and nothing beside', async () => {
  await passAt(base + 7 * minute)
  expect(await foundOf('orders')).toMatchObject([
    { type: 'outlier', started_at: iso(faultAt), ended_at: iso(faultAt + hour), value: 50, expected: { max: 100 } },
  ])
  const all = await found({})
  expect(all.map((one) => one.metric_name).sort()).toEqual(['orders', 'strict'].map(rateOf).sort())
})

test('what is in force is watched, by its falls; what is not is not', async () => {
  expect(await watch(rateOf('clean'))).toMatchObject({
    settings: { direction: 'down' },
    status: { state: 'ready', step_seconds: 900, open_anomalies: 0 },
  })
  expect(await watch('dq_orders_mail_length_pass_rate')).toMatchObject({ status: { state: 'off', series: [] } })
  expect(await watch('dq_score_orders')).toMatchObject({ status: { state: 'off', series: [] } })
})

test('its explanation asks the rule of the rows anew, and names those that fail', async () => {
  const [anomaly] = await foundOf('orders')
  const { status, data } = await call<Explanation>(explanationRoute.GET, `/anomalies/${anomaly!.id}/explanation`, {
    params: { id: anomaly!.id },
  })
  expect(status).toBe(200)
  expect(data.contributions).toMatchObject({ usual: 100, actual: 50, basis: 'events' })
  expect(data.contributions.words).toContain('channel=app')
  expect(data.votes.find(({ algorithm }) => algorithm === 'counts')).toMatchObject({ fired: true })
})

test('it has bands, a decomposition and a backtest', async () => {
  const query = { from: iso(faultAt - hour), to: iso(faultAt + 2 * hour), step: '15m' }
  const params = { name }
  const band = await call<ExpectedBand>(expectedRoute.GET, `/metrics/${name}/expected`, { params, query })
  expect(band.data).toHaveLength(12)
  for (const { expected, min, max } of band.data) {
    expect(expected).toBeCloseTo(100)
    expect(max).toBeCloseTo(100)
    expect(min).toBeGreaterThan(20)
  }
  const parts = await call<Decomposition>(decompositionRoute.GET, `/metrics/${name}/decomposition`, { params, query })
  expect(parts.data.points[4]).toMatchObject({ value: 50, trend: expect.closeTo(100, -1) })
  const backtest = await call<Backtest>(backtestRoute.POST, `/metrics/${name}/detection/backtest`, {
    method: 'POST',
    params,
    body: { days: 1, settings: { direction: 'up' } },
  })
  expect(backtest.data).toMatchObject({ series: 1, current: { count: 1 }, proposed: { count: 0 } })
})

test('a person who calls it usual has it learned from', async () => {
  const [anomaly] = await foundOf('orders')
  const of = { params: { id: anomaly!.id }, method: 'POST', body: { verdict: 'expected' } }
  const preview = await call<FeedbackPreview>(previewRoute.POST, `/anomalies/${anomaly!.id}/feedback/preview`, of)
  expect(preview.data).toMatchObject({ alarms_before: 1, step_seconds: 900 })
  expect((await call(feedbackRoute.POST, `/anomalies/${anomaly!.id}/feedback`, of)).status).toBe(200)
})

test('what a violation of the rule tells is taken back, and told once', async () => {
  expect(await foundOf('strict')).toHaveLength(1)
  await settle()
  expect((await violations({ status: 'all', table: 'strict' })).data.violations).toHaveLength(1)
  for (const table of ['orders', 'strict']) await send(rows(table, base, base + quarter))
  await passAt(base + 30 * minute)
  expect(await foundOf('strict')).toEqual([])
  expect(await foundOf('orders')).toHaveLength(1)
})
