import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { detectAnomalies } from '@/lib/anomalies/service/detect'
import { listAnomalies } from '@/lib/anomalies/service/read'
import { followValues } from '@/lib/quality/service/follow-values'
import { judgeTables } from '@/lib/quality/service/judge-tables'
import { learnRules } from '@/lib/quality/service/learn'
import { ingest } from '@/tests/support/http'
import { plantedFaults, shopMinutes } from '@/tests/support/planted-faults'
import { contextAt, rules, settle, violation, violations } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const minutes = 120
const now = Math.floor(Date.now() / hourMs) * hourMs
const from = now - minutes * minuteMs

let runtime: Awaited<ReturnType<typeof startRuntime>>

async function send(events: unknown[]) {
  for (let at = 0; at < events.length; at += 2000) {
    const { data } = await ingest(events.slice(at, at + 2000))
    expect(data.rejected).toBe(0)
  }
}

/** What the schedule does, as of some time from now. */
async function work(seconds: number) {
  const at = Date.now() + seconds * 1000
  await followValues(contextAt(at))
  await followValues(contextAt(at + 60_000))
}

/** Two days without a fault, from which rules are learned. */
async function learn() {
  runtime = await startRuntime()
  const history = shopMinutes({ from: from - 48 * hourMs, count: 40 * 60, first: 1 })
  await send(history)
  await learnRules(contextAt(from - 7 * hourMs))
  await send(shopMinutes({ from: from - 8 * hourMs, count: 8 * 60, first: 10_001 }))
  await work(15)
  await learnRules(contextAt(from))
  const { data } = await rules({ state: 'proposed', limit: '1000' })
  expect(data.rules.map(({ name }) => name)).toEqual([])
}

/** The last two hours come, and are judged minute by minute. */
async function live(events: unknown[]) {
  await send(events)
  await work(30)
  await work(120)
  for (let at = from + minuteMs; at <= now; at += minuteMs) await judgeTables(contextAt(at))
  await settle(new Date(now))
  return (await violations({ status: 'all', limit: '1000' })).data.violations
}

describe('a shop in which twenty things go wrong', () => {
  beforeAll(learn)
  afterAll(() => runtime.stop())

  test('each is found in its hours, by its rule and with its cause', async () => {
    const faults = plantedFaults(10_001)
    const found = await live(shopMinutes({ from, count: minutes, first: 20_001, faults, beats: false }))
    const told = await Promise.all(found.map(async ({ id }) => (await violation(id)).data))
    for (const { rule, cause } of [...faults, { rule: 'beats_max_age', cause: /no event for longer/ }]) {
      const one = told.find(({ rule_name }) => rule_name === rule)
      expect([rule, one?.cause]).toEqual([rule, expect.stringMatching(cause)])
      expect([rule, Date.parse(one!.first_seen) >= from]).toEqual([rule, true])
    }
    const planted = new Set([...faults.map(({ rule }) => rule), 'beats_max_age'])
    const beside = told.filter(({ rule_name }) => !planted.has(rule_name)).map(({ rule_name }) => rule_name)
    const followUps = ['beats_row_count', 'sales_client_id_unique', 'sales_country_in_set']
    expect(beside.filter((name) => !followUps.includes(name))).toEqual([])
    await detectAnomalies(contextAt(now + 10 * minuteMs))
    const { anomalies } = await listAnomalies(contextAt(now), { limit: 100, include_acknowledged: true })
    expect(anomalies.map(({ metric_name }) => metric_name).filter((name) => name.startsWith('dq_'))).toEqual([])
  })
})

describe('the same shop in which all is well', () => {
  beforeAll(learn)
  afterAll(() => runtime.stop())

  test('raises nothing', async () => {
    const found = await live(shopMinutes({ from, count: minutes, first: 20_001 }))
    expect(found.map(({ rule_name, failed, checked }) => [rule_name, failed, checked])).toEqual([])
    const figures = await detectAnomalies(contextAt(now + 10 * minuteMs))
    const { anomalies } = await listAnomalies(contextAt(now), { limit: 100, include_acknowledged: true })
    expect(figures.series).toBeGreaterThan(40)
    expect(anomalies.map(({ metric_name, description }) => [metric_name, description])).toEqual([])
  })
})
