import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anomalies } from '@/drizzle/schema/anomalies'
import { ruleBody } from '@/lib/alerts/contract'
import { applyConfiguredRules } from '@/lib/alerts/service/configured-rules'
import { evaluateRules } from '@/lib/alerts/service/evaluate'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { alertRules, alerts, patchAlertRule, removeAlertRule } from '@/tests/support/alerts'
import { contextAt } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await applyConfiguredRules(createContext({ kind: 'system', name: 'DataWatch' }))
})
afterAll(() => runtime.stop())

const minuteMs = 60_000
const noon = Math.floor(Date.now() / minuteMs) * minuteMs
const evaluateAt = (minutes: number) => evaluateRules(contextAt(noon + minutes * minuteMs + 10_000))

describe('what DataWatch finds by itself', () => {
  const anomaly = (more: Partial<typeof anomalies.$inferInsert> = {}) => {
    const now = new Date(noon)
    const id = uuidv7()
    const said = {
      type: 'spike',
      severity: 'high',
      description: 'Far above',
      score: 0.9,
      algorithms: ['zscore'],
    } as const
    return {
      id,
      metricName: 'orders_inserts_total',
      tableName: 'orders',
      labels: {},
      seriesKey: id,
      startedAt: now,
      detectedAt: now,
      value: 9,
      ...said,
      algorithms: [...said.algorithms],
      ...more,
    }
  }

  test('anomalies come to the inbox, one for those that began together, and go when they are over', async () => {
    const { db } = getRuntime()
    const incidentId = uuidv7()
    await db
      .insert(anomalies)
      .values([anomaly({ incidentId }), anomaly({ incidentId, severity: 'critical' }), anomaly({ severity: 'low' })])
    await evaluateAt(40)
    const found = (await alerts({ kind: 'anomaly', status: 'open' })).data.alerts
    expect(found).toMatchObject([
      {
        rule_name: 'Anomalies',
        severity: 'critical',
        table: 'orders',
        message: 'Far above',
        path: expect.stringMatching('^/anomalies/'),
      },
    ])
    await db.update(anomalies).set({ endedAt: new Date(noon + 40 * minuteMs) })
    await evaluateAt(41)
    expect((await alerts({ kind: 'anomaly', status: 'open' })).data.alerts).toEqual([])
  })

  test('its rules are switched off, not deleted', async () => {
    const [rule] = (await alertRules({ kind: 'anomaly' })).data.rules
    expect((await removeAlertRule(rule!.id)).status).toBe(409)
    expect((await patchAlertRule(rule!.id, { enabled: false })).data.state).toBe('off')
  })
})

test('rules of the configuration are made, kept as it says, not changed over the API, and gone with it', async () => {
  const context = createContext({ kind: 'system', name: 'DataWatch' })
  const apply = (...rules: object[]) => {
    const own = { ...context.config.alerts, rules: rules.map((rule) => ruleBody.parse(rule)) }
    return applyConfiguredRules({ ...context, config: { ...context.config, alerts: own } })
  }
  const rule = { name: 'Of the file', metric: 'tills_inserts_total', threshold: 5 }
  const find = async () => (await alertRules({ q: 'Of the file' })).data.rules
  await apply(rule)
  await apply({ ...rule, threshold: 7 })
  const [found] = await find()
  expect(found).toMatchObject({ origin: 'file', threshold: 7 })
  expect((await patchAlertRule(found!.id, { threshold: 9 })).status).toBe(409)
  expect((await removeAlertRule(found!.id)).status).toBe(409)
  await apply({ ...rule, expr: 'of nothing' }, { name: 'One more', metric: 'tills_inserts_total', threshold: 1 })
  expect((await find()).map(({ threshold }) => threshold)).toEqual([7])
  await apply()
  expect(await find()).toEqual([])
})
