import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as knowRoute from '@/app/api/v1/datawatch/schema/changes/[id]/acknowledge/route'
import * as ddlRoute from '@/app/api/v1/datawatch/schema/ddl/route'
import { anomalies } from '@/drizzle/schema/anomalies'
import { ruleBody } from '@/lib/alerts/contract'
import { applyConfiguredRules } from '@/lib/alerts/service/configured-rules'
import { evaluateRules } from '@/lib/alerts/service/evaluate'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import type { DdlAnswer } from '@/lib/schemas/snapshot-contract'
import { addAlertRule, alertRules, alerts, patchAlertRule, removeAlertRule } from '@/tests/support/alerts'
import { call, ingest } from '@/tests/support/http'
import { addRule, contextAt, settle } from '@/tests/support/quality'
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

  test('a broken rule of quality comes to the inbox, and goes when it is met again', async () => {
    await addRule({ table: 'bills', column: 'total', type: 'positive', severity: 'high', window: '1m' })
    const bill = (id: string, minutes: number, total: number) => {
      const timestamp = new Date(noon + minutes * minuteMs + 1000).toISOString()
      return { id, type: 'INSERT', table: 'bills', timestamp, after: { id, total } }
    }
    await ingest([bill('b1', -3, -5), bill('b2', -2, 5)])
    await settle(new Date(noon - 2 * minuteMs - 30_000))
    await evaluateAt(0)
    const open = () => alerts({ kind: 'violation', status: 'open' }).then(({ data }) => data.alerts)
    expect(await open()).toMatchObject([
      { severity: 'high', table: 'bills', path: expect.stringMatching('^/quality/') },
    ])
    await settle(new Date(noon + 5 * minuteMs))
    await evaluateAt(5)
    expect(await open()).toEqual([])
  })

  test('a breaking change of a schema comes to the inbox until somebody knows of it', async () => {
    const ddl = (sql: string) => call<DdlAnswer>(ddlRoute.POST, '/schema/ddl', { method: 'POST', body: { sql } })
    await ddl('CREATE TABLE carts (id int primary key, total numeric)')
    const { data } = await ddl('ALTER TABLE carts DROP COLUMN total')
    await evaluateAt(1)
    const open = () => alerts({ kind: 'schema_change', status: 'open' }).then(({ data: { alerts: found } }) => found)
    expect(await open()).toMatchObject([{ table: 'carts', labels: { column: 'total' } }])
    const { id } = data.changes[0]!
    await call(knowRoute.POST, `/schema/changes/${id}/acknowledge`, {
      method: 'POST',
      params: { id },
      body: { user: 'ann' },
    })
    await evaluateAt(2)
    expect(await open()).toEqual([])
  })

  test('a sender that is not heard any more comes to the inbox, and speaks for its tables', async () => {
    const timestamp = new Date(noon - 30_000).toISOString()
    await ingest([{ id: 's1', type: 'INSERT', table: 'stalls', source: 'market', timestamp, after: { id: 1 } }])
    await addAlertRule({ name: 'Market', kind: 'source', match: { source: 'market', max_lag: '10m' } })
    await addAlertRule({ name: 'Stalls', metric: 'stalls_inserts_total', window: '5m', operator: '<', threshold: 1 })
    await evaluateAt(1)
    expect((await alerts({ rule: 'Market' })).data.alerts).toEqual([])
    await evaluateAt(30)
    expect((await alerts({ rule: 'Market' })).data.alerts).toMatchObject([
      { labels: { source: 'market' }, status: 'firing' },
    ])
    await evaluateAt(31)
    expect((await alerts({ rule: 'Stalls' })).data.alerts).toMatchObject([{ status: 'firing', hushed: 'inhibited' }])
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
