import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeTables } from '@/lib/quality/service/judge-tables'
import { createContext } from '@/lib/runtime/runtime'
import { ingest } from '@/tests/support/http'
import { addRule, rules, settle, violation, violations } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const now = Math.floor(Date.now() / hourMs) * hourMs + 5 * minuteMs

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const judge = (at: number) => judgeTables({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(at) })
let made = 0
const insert = (table: string, at: number, after: Record<string, unknown> = {}) => {
  made += 1
  return { id: `e${made}`, type: 'INSERT', table, timestamp: new Date(at).toISOString(), after: { id: made, ...after } }
}
const figures = async (table: string) => (await rules({ table })).data.rules.map((rule) => rule.figures)

test('a table that grows old breaks its rule minute by minute, each judged once by however many', async () => {
  await ingest([insert('pulses', now - 20 * minuteMs)])
  await addRule({ table: 'pulses', type: 'max_age', params: { max_age: '15m' }, severity: 'critical' })
  for (const at of [now - 10 * minuteMs, now - 4 * minuteMs])
    await Promise.all([judge(at), judge(at), judge(at + 5000)])
  expect(await figures('pulses')).toEqual([{ checked: 2, passed: 1, failed: 1, pass_rate: 50 }])
  await settle(new Date(now))
  const [found] = (await violations({ table: 'pulses' })).data.violations
  expect((await violation(found!.id)).data.cause).toContain('pulses has had no event for longer than 15m')
})

test('the number of rows is held against bounds, and against what is usual at this time of day', async () => {
  await addRule({ table: 'clicks', type: 'row_count', params: { per: '1h', min: 3, max: 10 } })
  await addRule({ table: 'clicks', type: 'row_count', params: { per: '1h', learned: true } })
  const hour = now - 5 * minuteMs - hourMs
  const events = []
  for (let day = 1; day <= 8; day += 1)
    for (let n = 0; n < 40; n += 1) events.push(insert('clicks', hour - day * dayMs + n * minuteMs))
  for (let n = 0; n < 5; n += 1) events.push(insert('clicks', hour + n * minuteMs))
  await ingest(events)
  await judge(now)
  const [bounded, learned] = (await rules({ table: 'clicks' })).data.rules.sort((a) => (a.params.learned ? 1 : -1))
  expect([bounded?.figures, learned?.figures]).toMatchObject([
    { checked: 1, failed: 0 },
    { checked: 1, failed: 1 },
  ])
})

test('a metric that must equal another breaks its rule where it is off by more than the tolerance', async () => {
  const hour = now - 5 * minuteMs - hourMs
  await ingest([
    insert('bills', hour + minuteMs, { amount: 100 }),
    insert('receipts', hour + minuteMs, { amount: 60 }),
    insert('receipts', hour + 2 * minuteMs, { amount: 39 }),
  ])
  const params = { metric: 'bills_amount_sum', equals: 'receipts_amount_sum', per: '1h' }
  await addRule({ name: 'close', table: 'bills', type: 'matches_metric', params: { ...params, tolerance_percent: 2 } })
  await addRule({ name: 'exact', table: 'bills', type: 'matches_metric', params })
  await judge(now)
  const found = (await rules({ table: 'bills' })).data.rules.map(({ name, figures: { checked, failed } }) => [
    name,
    checked,
    failed,
  ])
  expect(found).toEqual([
    ['close', 1, 0],
    ['exact', 1, 1],
  ])
})
