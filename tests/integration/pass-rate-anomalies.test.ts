import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as explanationRoute from '@/app/api/v1/datawatch/anomalies/[id]/explanation/route'
import * as feedbackRoute from '@/app/api/v1/datawatch/anomalies/[id]/feedback/route'
import * as anomaliesRoute from '@/app/api/v1/datawatch/anomalies/route'
import * as decompositionRoute from '@/app/api/v1/datawatch/metrics/[name]/decomposition/route'
import * as backtestRoute from '@/app/api/v1/datawatch/metrics/[name]/detection/backtest/route'
import * as detectionRoute from '@/app/api/v1/datawatch/metrics/[name]/detection/route'
import * as expectedRoute from '@/app/api/v1/datawatch/metrics/[name]/expected/route'
import type { AnomalyList, ExpectedBand } from '@/lib/anomalies/contract'
import type { Backtest, MetricDetection } from '@/lib/anomalies/detection-contract'
import type { Decomposition, Explanation } from '@/lib/anomalies/explanation-contract'
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
const mails = (table: string, change: object = {}) =>
  addRule({ table, column: 'mail', type: 'not_null', threshold: 10, ...change })
beforeAll(async () => {
  runtime = await startRuntime()
  for (const table of ['orders', 'clean', 'strict', 'silent'])
    await mails(table, table === 'strict' ? { threshold: 99 } : {})
  for (const table of ['orders', 'clean', 'strict', 'silent'])
    await send(rows(table, base - 8 * day, base, table !== 'clean'))
})
afterAll(() => runtime.stop())

const rateOf = (table: string) => `dq_${table}_mail_not_null_pass_rate`
const orders = rateOf('orders')
async function found(table: string) {
  const { data } = await call<AnomalyList>(anomaliesRoute.GET, '/anomalies', { query: { metric: rateOf(table) } })
  return data.anomalies
}
const watch = async (table: string) => {
  const name = rateOf(table)
  return (await call<MetricDetection>(detectionRoute.GET, `/metrics/${name}/detection`, { params: { name } })).data
}

describe('pass rates of rules', () => {
  test('one that has always been whole and falls is found in its hour, and nothing beside', async () => {
    const { data } = await mails('silent')
    expect(data).toBeDefined()
    await passAt(base + 7 * minute)
    expect(await found('orders')).toMatchObject([
      { type: 'outlier', started_at: iso(faultAt), ended_at: iso(faultAt + hour), value: 50, expected: { max: 100 } },
    ])
    const { data: all } = await call<AnomalyList>(anomaliesRoute.GET, '/anomalies', { query: {} })
    expect([...new Set(all.anomalies.map((one) => one.metric_name))].sort()).toEqual(
      ['orders', 'silent', 'strict'].map(rateOf).sort(),
    )
    expect(await watch('clean')).toMatchObject({
      settings: { direction: 'down' },
      status: { state: 'ready', step_seconds: 900, open_anomalies: 0 },
    })
  })

  test('what a violation of the rule tells is taken back, and told once', async () => {
    expect(await found('strict')).toHaveLength(1)
    await settle()
    expect((await violations({ status: 'all', table: 'strict' })).data.violations).toHaveLength(1)
    await send(rows('strict', base, base + quarter))
    await send(rows('orders', base, base + quarter))
    await passAt(base + 30 * minute)
    expect(await found('strict')).toEqual([])
    expect(await found('orders')).toHaveLength(1)
  })
})
