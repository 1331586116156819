import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { alertChannels, alertDeliveries, alerts as alertTable } from '@/drizzle/schema/alerts'
import { evaluateRules } from '@/lib/alerts/service/evaluate'
import { getRuntime } from '@/lib/runtime/runtime'
import {
  addAlertRule,
  addSilence,
  alert,
  alertSummary,
  alerts,
  doToAlert,
  doToAlerts,
  endSilence,
  setRouting,
  silences,
} from '@/tests/support/alerts'
import { ingest } from '@/tests/support/http'
import { contextAt } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  for (const name of ['chat', 'mail', 'pager']) await addChannel(name)
})
afterAll(() => runtime.stop())
beforeEach(() => setRouting({}))

const minuteMs = 60_000
const noon = Math.floor(Date.now() / minuteMs) * minuteMs
const evaluateAt = (minutes: number) => evaluateRules(contextAt(noon + minutes * minuteMs + 10_000))

async function addChannel(name: string) {
  const now = new Date()
  const made = {
    config: { url: 'http://127.0.0.1:9' },
    secrets: {},
    origin: 'manual' as const,
    createdAt: now,
    updatedAt: now,
  }
  await getRuntime()
    .db.insert(alertChannels)
    .values({
      id: uuidv7(),
      name,
      type: 'webhook',
      enabled: true,
      sendResolved: name !== 'mail',
      minSeverity: null,
      maxPerMinute: 20,
      ...made,
    })
}

/** What was written down to be sent of an alert: to whom, of what kind. */
async function outbox(alertId: string): Promise<string[]> {
  const { db } = getRuntime()
  const names = new Map((await db.select().from(alertChannels)).map(({ id, name }) => [id, name]))
  const rows = (await db.select().from(alertDeliveries)).filter((row) => row.alertId === alertId)
  return rows.sort((a, b) => a.seq - b.seq).map(({ channelId, kind }) => `${names.get(channelId)} ${kind}`)
}

let made = 0
/** A rule over a table of its own that fires at `minutes` and is over two minutes later. */
async function fire(minutes: number, rule: object = {}) {
  made += 1
  const table = `till${made}`
  const timestamp = new Date(noon + minutes * minuteMs - 30_000).toISOString()
  await ingest([{ id: `t${made}`, type: 'INSERT', table, timestamp, after: { id: made } }])
  const name = `Rule ${made}`
  await addAlertRule({ name, metric: `${table}_inserts_total`, window: '1m', threshold: 0, ...rule })
  await evaluateAt(minutes)
  const [one] = (await alerts({ rule: name })).data.alerts
  return { id: one!.id, table, name }
}

describe('whom an alert is told', () => {
  test('every channel where nothing is said, those of its route, or those of its rule; the same that it is over', async () => {
    const plain = await fire(0)
    expect(await outbox(plain.id)).toEqual(['chat opened', 'mail opened', 'pager opened'])
    await evaluateAt(1)
    expect((await outbox(plain.id)).slice(3)).toEqual(['chat resolved', 'pager resolved'])
    await setRouting({
      routes: [{ name: 'Bad', matchers: [{ label: 'severity', value: 'high' }], channels: ['pager'] }],
    })
    expect(await outbox((await fire(2, { severity: 'high' })).id)).toEqual(['pager opened'])
    expect(await outbox((await fire(2, { severity: 'high', channels: ['mail'] })).id)).toEqual(['mail opened'])
  })

  test('others once nobody has acknowledged in time, and again until somebody does', async () => {
    const escalations = [{ after: '5m', channels: ['pager'] }]
    await setRouting({ routes: [{ name: 'All', channels: ['chat'], escalations, repeat: '10m' }] })
    const { id } = await fire(0, { window: '1h' })
    await evaluateAt(3)
    expect(await outbox(id)).toEqual(['chat opened'])
    await evaluateAt(6)
    await evaluateAt(7)
    expect(await outbox(id)).toEqual(['chat opened', 'pager escalated'])
    await evaluateAt(11)
    expect(await outbox(id)).toEqual(['chat opened', 'pager escalated', 'chat reminder'])
    await doToAlert(id, 'acknowledge')
    expect((await outbox(id)).slice(3).sort()).toEqual(['chat updated', 'pager updated'])
    await evaluateAt(25)
    expect((await outbox(id)).length).toBe(5)
    expect((await alert(id)).data.timeline.map(({ kind }) => kind)).toEqual(['opened', 'escalated', 'acknowledged'])
  })

  test('no others while hours are quiet', async () => {
    const quiet_hours = { from: '00:00', to: '00:00', time_zone: 'UTC' }
    const escalations = [{ after: '5m', channels: ['pager'] }]
    await setRouting({ routes: [{ name: 'Night', channels: ['chat'], escalations, repeat: '10m', quiet_hours }] })
    const { id } = await fire(0, { window: '1h' })
    await evaluateAt(30)
    expect(await outbox(id)).toEqual(['chat opened'])
  })

  test('nobody while a silence covers it; then whoever should have been', async () => {
    const matchers = [{ label: 'team', value: 'sh.*', operator: '=~' }]
    const { data } = await addSilence({
      matchers,
      starts_at: new Date(noon).toISOString(),
      duration: '1h',
      comment: 'Moving',
    })
    const { id } = await fire(0, { labels: { team: 'shop' }, window: '1h' })
    expect([await outbox(id), (await alert(id)).data.hushed]).toEqual([[], 'silenced'])
    expect((await silences({ state: 'active' })).data.silences).toMatchObject([{ covers: 1, comment: 'Moving' }])
    await endSilence(data.id)
    expect((await silences({ state: 'active' })).data.silences).toEqual([])
    expect((await outbox(id)).length).toBe(3)
    expect((await alert(id)).data.hushed).toBe(null)
  })

  test('nobody while it is snoozed, and again when that is over and it still fires', async () => {
    await setRouting({ routes: [{ name: 'All', channels: ['mail'], repeat: '10m' }] })
    const { id } = await fire(0, { window: '1h' })
    await doToAlert(id, 'snooze', { until: new Date(noon + 30 * minuteMs).toISOString() })
    await evaluateAt(20)
    expect(await outbox(id)).toEqual(['mail opened', 'mail updated'])
    await evaluateAt(31)
    await evaluateAt(32)
    expect(await outbox(id)).toEqual(['mail opened', 'mail updated', 'mail reminder'])
  })
})

test('422 a pattern that is none, 409 routing that the configuration says, warnings of channels that are not there', async () => {
  const bad = await setRouting({
    routes: [{ name: 'A', channels: [], matchers: [{ label: 'table', value: '(', operator: '=~' }] }],
  })
  expect(bad.json).toMatchObject({ status: 422, errors: [{ path: 'routes.0.matchers.0.value' }] })
  const { data } = await setRouting({
    routes: [
      { name: 'A', channels: ['nobody'] },
      { name: 'B', channels: ['chat'] },
    ],
  })
  expect(data.warnings).toEqual(['Route A: there is no channel nobody yet', 'Route B is never asked: A takes all'])
  expect((await addSilence({ matchers: [{ label: 'a', value: 'b' }], ends_at: '2020-01-01T00:00:00Z' })).status).toBe(
    422,
  )
})

test('many are reviewed at once, and what they asked of people is summed up', async () => {
  const [one, two] = [await fire(60, { window: '1h' }), await fire(60, { window: '1h' })]
  const nobody = '01a00000-0000-7000-8000-000000000000'
  const ids = [one.id, two.id, nobody]
  expect((await doToAlerts({ ids, do: { action: 'acknowledge' } })).data).toMatchObject({
    done: 2,
    already: 0,
    not_found: 1,
  })
  expect((await doToAlerts({ ids, do: { action: 'acknowledge' } })).data).toMatchObject({ done: 0, already: 2 })
  expect((await doToAlerts({ ids, do: { action: 'resolve', note: 'Done' } })).data.done).toBe(2)
  expect((await doToAlerts({ ids: [one.id], do: { action: 'reopen' } })).data.done).toBe(1)
  expect((await alert(one.id)).data).toMatchObject({ status: 'acknowledged', resolved_at: null })
  const summary = (await alertSummary()).data
  const rows = await getRuntime().db.select().from(alertTable)
  expect(summary.firing).toBe(rows.filter(({ status }) => status === 'firing').length)
  expect(summary.noisiest[0]).toMatchObject({ alerts: expect.any(Number), suggestion: null })
  expect((await alert(two.id)).data.similar).toEqual([])
})
