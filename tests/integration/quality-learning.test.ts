import { afterAll, beforeAll, expect, test } from 'vitest'
import { followValues } from '@/lib/quality/service/follow-values'
import { learnRules } from '@/lib/quality/service/learn'
import { ingest } from '@/tests/support/http'
import { changeRule, contextAt, removeRule, rules, settle, violation, violations } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'
import { shopRows } from '@/tests/support/shop-rows'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const minuteMs = 60_000
const now = Date.now()
const context = (seconds = 0) => contextAt(now + seconds * 1000)

async function send(events: unknown[]) {
  for (let at = 0; at < events.length; at += 2000) await ingest(events.slice(at, at + 2000))
}
const named = async () => {
  const { data } = await rules({ limit: '1000' })
  return new Map(data.rules.map((rule) => [rule.name, rule]))
}
/** What became of rows: rules are learned, and values followed, as a minute of a running server does. */
async function work(seconds: number) {
  await learnRules(context(seconds))
  await followValues(context(seconds + 20))
  await followValues(context(seconds + 120))
  await learnRules(context(seconds + 120))
}

test('rules are learned from rows, those that must be tried first are tried, and none is broken by more of the same', async () => {
  await send(shopRows({ from: now - 3 * 86_400_000, count: 1500, everyMs: minuteMs }))
  await work(0)
  const learned = await named()
  const inForce = [...learned.values()].filter(({ state }) => state === 'active').map(({ name }) => name)
  expect(inForce).toEqual(
    expect.arrayContaining([
      'sales_id_unique',
      'sales_id_not_null',
      'sales_amount_positive',
      'sales_amount_type_number',
      'sales_status_in_set',
      'sales_buyer_id_not_null',
      'sales_note_not_null',
      'sales_created_at_not_null',
      'buyers_id_unique',
    ]),
  )
  expect(learned.get('sales_status_in_set')).toMatchObject({
    params: { values: ['new', 'paid', 'sent', 'void'] },
    evidence: { rows: 1500 },
  })
  expect(learned.get('sales_note_not_null')!.threshold).toBeLessThan(85)
  const onTrial = [...learned.values()].filter(({ state }) => state === 'proposed').map(({ name }) => name)
  expect(onTrial).toEqual(
    expect.arrayContaining([
      'buyers_email_email_format',
      'sales_buyer_id_references',
      'sales_sku_unique',
      'sales_sent_at_compare',
    ]),
  )
  await send(shopRows({ from: now - 600 * minuteMs, count: 400, everyMs: minuteMs, first: 5001 }))
  await work(200)
  const tried = await named()
  for (const name of onTrial) expect([name, tried.get(name)?.state]).toEqual([name, 'active'])
  await settle(new Date(now))
  expect((await violations()).data.violations).toEqual([])
})

test('planted faults are found, each by its rule and with its cause', async () => {
  const clean = shopRows({ from: now - 60 * minuteMs, count: 50, everyMs: minuteMs, first: 9001 })
  const sale = (change: (after: Record<string, unknown>, n: number) => void) => {
    const events = clean
      .filter(({ table }) => table === 'sales')
      .map((event) => ({ ...event, after: { ...event.after } }))
    for (const [n, { after }] of events.entries()) change(after, n)
    return events
  }
  await send(
    clean
      .filter(({ table }) => table === 'buyers')
      .map((event, n) => (n % 3 ? event : { ...event, after: { ...event.after, email: `none ${n}` } })),
  )
  await send(
    sale((after, n) => {
      if (n === 3) after.status = 'lost'
      if (n % 2 === 0) after.note = null
      if (n % 4 === 1) after.amount = -5
      if (n % 5 === 2) after.buyer_id = 777_000 + n
      if (n === 20 || n === 30) after.sku = 'same'
    }),
  )
  await ingest([
    {
      id: 'again',
      type: 'INSERT',
      table: 'sales',
      timestamp: new Date(now - minuteMs).toISOString(),
      after: { ...clean[1]!.after, sku: 'other' },
    },
  ])
  await work(400)
  await settle(new Date(now))
  const found = (await violations({ limit: '100' })).data.violations
  expect(found.map(({ rule_name }) => rule_name).sort()).toEqual(
    [
      'buyers_email_email_format',
      'sales_amount_positive',
      'sales_buyer_id_references',
      'sales_id_unique',
      'sales_note_not_null',
      'sales_sku_unique',
      'sales_status_in_set',
    ].sort(),
  )
  const status = found.find(({ rule_name }) => rule_name === 'sales_status_in_set')!
  expect((await violation(status.id)).data.cause).toContain('lost')
})

test('a rule that is declined or deleted is not proposed again', async () => {
  const known = await named()
  const [declined, deleted] = [known.get('sales_status_in_set')!, known.get('sales_amount_positive')!]
  expect((await changeRule(declined.id, { state: 'declined' })).status).toBe(200)
  await removeRule(deleted.id)
  await send(shopRows({ from: now - 30 * minuteMs, count: 6000, everyMs: 100, first: 20_001 }))
  await work(600)
  const after = await named()
  expect([after.has('sales_status_in_set'), after.has('sales_amount_positive')]).toEqual([false, false])
})
