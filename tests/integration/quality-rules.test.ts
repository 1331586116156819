import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as metricQueryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import type { MetricValue } from '@/lib/metrics/contract'
import { call, ingest } from '@/tests/support/http'
import {
  acknowledge,
  addRule,
  changeRule,
  removeRule,
  rule,
  rules,
  score,
  settle,
  stats,
  tableQuality,
  validate,
  violation,
  violations,
} from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
let made = 0
const insert = (table: string, after: Record<string, unknown>, more: Record<string, unknown> = {}) => {
  made += 1
  return { id: `e${made}`, type: 'INSERT', table, timestamp: minutesAgo(1), after: { id: made, ...after }, ...more }
}
const value = (name: string, query: Record<string, string>) =>
  call<MetricValue>(metricQueryRoute.GET, `/metrics/${name}/query`, { params: { name }, query })

describe('a rule of rows', () => {
  test('201: judges what is stored from then on, exactly, and its pass rate is a metric', async () => {
    await ingest([insert('bills', { email: null })])
    const { status, data } = await addRule({ table: 'bills', column: 'total', type: 'positive' })
    expect([status, data]).toMatchObject([
      201,
      {
        name: 'bills_total_positive',
        dimension: 'validity',
        waiting_for: 'the column total of bills',
        warnings: [expect.stringContaining('waits')],
      },
    ])
    await ingest([10, 0, -3, 5, null, '7.5', 'many'].map((total) => insert('bills', { total })))
    const { rules: listed } = (await rules({ table: 'bills' })).data
    expect(listed[0]).toMatchObject({ waiting_for: null, figures: { checked: 6, passed: 3, failed: 3, pass_rate: 50 } })
    const metric = { from: minutesAgo(10), to: minutesAgo(-2) }
    expect((await value('dq_bills_total_positive_pass_rate', metric)).data.value).toBe(50)
    expect((await value('dq_bills_total_positive_pass_rate', { ...metric, aggregation: 'count' })).data.value).toBe(6)
    expect((await value('dq_score_bills', metric)).data.value).toBe(50)
  })

  test('the same event twice is judged once, an UPDATE when it writes what the rule reads', async () => {
    const { data } = await addRule({ table: 'carts', columns: ['mail'], type: 'not_null' })
    const first = insert('carts', { mail: 'a@b.example', n: 1 })
    const row = first.after
    await ingest([first, first])
    await ingest([
      { id: 'u1', type: 'UPDATE', table: 'carts', timestamp: minutesAgo(0), before: row, after: { ...row, n: 2 } },
      {
        id: 'u2',
        type: 'UPDATE',
        table: 'carts',
        timestamp: minutesAgo(0),
        before: row,
        after: { ...row, mail: null },
      },
    ])
    const listed = (await rules({ table: 'carts' })).data.rules.find(({ id }) => id === data.id)
    expect(listed?.figures).toEqual({ checked: 2, passed: 1, failed: 1, pass_rate: 50 })
  })

  test('what is masked is judged by what was sent, and never shown', async () => {
    await addRule({ table: 'people', column: 'email', type: 'email_format' })
    await ingest([insert('people', { email: 'ann@example.org' }), insert('people', { email: 'ann at example' })])
    const [listed] = (await rules({ table: 'people' })).data.rules
    expect(listed?.figures).toMatchObject({ checked: 2, failed: 1 })
    await settle()
    const [found] = (await violations({ table: 'people' })).data.violations
    const told = await violation(found!.id)
    expect(told.data.examples).toHaveLength(1)
    expect(JSON.stringify(told.json)).not.toContain('ann at example')
  })

  test('a key that is inserted again breaks its uniqueness', async () => {
    await addRule({ table: 'tickets', column: 'id', type: 'unique' })
    await ingest([insert('tickets', { id: 'k1' }), insert('tickets', { id: 'k2' }), insert('tickets', { id: 'k1' })])
    const [listed] = (await rules({ table: 'tickets' })).data.rules
    expect(listed?.figures).toMatchObject({ checked: 3, failed: 1 })
  })

  test('200: is changed, switched off, and deleted with what it found', async () => {
    const { data } = await addRule({ table: 'parcels', column: 'weight', type: 'in_range', params: { max: 30 } })
    await ingest([insert('parcels', { weight: 31 })])
    const wider = await changeRule(data.id, { params: { max: 40 }, severity: 'high' })
    expect(wider.data).toMatchObject({ severity: 'high', params: { max: 40 }, title: 'parcels.weight is at most 40' })
    await ingest([insert('parcels', { weight: 31 })])
    await changeRule(data.id, { enabled: false })
    await ingest([insert('parcels', { weight: 50 })])
    expect((await rules({ table: 'parcels' })).data.rules[0]?.figures).toMatchObject({ checked: 2, failed: 1 })
    expect((await removeRule(data.id)).data).toEqual({ id: data.id, deleted: true })
    expect([(await rule(data.id)).status, (await removeRule(data.id)).status]).toEqual([404, 404])
    expect((await value('dq_parcels_weight_in_range_pass_rate', {})).status).toBe(404)
  })

  test.each([
    { name: 'an unknown type', body: { type: 'nice' }, path: 'type' },
    { name: 'no column', body: { type: 'positive' }, path: 'columns' },
    {
      name: 'a pattern that is none',
      body: { type: 'regex', column: 'a', params: { pattern: '(x' } },
      path: 'params.pattern',
    },
    { name: 'a formula that is none', body: { type: 'formula', params: { expr: 'a >' } }, path: 'params.expr' },
    {
      name: 'bounds the wrong way',
      body: { type: 'in_range', column: 'a', params: { min: 3, max: 1 } },
      path: 'params.min',
    },
    {
      name: 'a parameter of another type',
      body: { type: 'positive', column: 'a', params: { max: 1 } },
      path: 'params.max',
    },
    { name: 'a window of seconds', body: { type: 'positive', column: 'a', window: '30s' }, path: 'window' },
    { name: 'a threshold of 200 %', body: { type: 'positive', column: 'a', threshold: 200 }, path: 'threshold' },
  ])('422: $name', async ({ body, path }) => {
    const { status, json } = await addRule({ table: 'bills', ...body })
    expect([status, json.errors]).toMatchObject([422, [{ path }]])
  })

  test('422: says where a formula is wrong', async () => {
    const { json } = await addRule({ table: 'bills', type: 'formula', params: { expr: 'total > 3 and\n  amount ~ 4' } })
    expect(json.detail).toMatch(/line 2, column 10/)
  })

  test('409: a name that is taken', async () => {
    const body = { name: 'twice', table: 'bills', column: 'total', type: 'positive' }
    expect([(await addRule(body)).status, (await addRule(body)).status]).toEqual([201, 409])
  })
})

describe('a violation', () => {
  test('opens where a window falls below the threshold, is acknowledged once, and ends when rows pass again', async () => {
    await addRule({ table: 'shifts', column: 'hours', type: 'non_negative', severity: 'high', window: '1m' })
    const at = (minutes: number) => ({ timestamp: minutesAgo(minutes) })
    await ingest([
      insert('shifts', { hours: 8 }, at(30)),
      insert('shifts', { hours: -8 }, at(20)),
      insert('shifts', { hours: -1 }, at(19)),
    ])
    await settle(new Date(Date.now() - 18 * 60_000))
    const { violations: found } = (await violations({ table: 'shifts' })).data
    expect(found).toMatchObject([{ status: 'open', severity: 'high', checked: 2, failed: 2, columns: ['hours'] }])
    const { id } = found[0]!
    const told = (await violation(id)).data
    expect(told.examples.map(({ after }) => after?.hours).sort()).toEqual([-1, -8])
    expect(told.cause).toContain('shifts.hours')
    expect((await acknowledge(id, { user: 'ann', note: 'seen' })).data).toMatchObject({
      status: 'acknowledged',
      acknowledged_by: 'ann',
    })
    expect((await acknowledge(id, { user: 'bob' })).data).toMatchObject({ acknowledged_by: 'ann', note: 'seen' })
    await ingest([insert('shifts', { hours: 7 }, at(10))])
    await settle()
    expect((await violations({ table: 'shifts' })).data.violations).toMatchObject([
      { id, status: 'resolved', acknowledged_by: 'ann' },
    ])
    await ingest([insert('shifts', { hours: -2 }, at(5))])
    await settle()
    expect((await violations({ table: 'shifts' })).data.violations).toMatchObject([
      { id, status: 'acknowledged', failed: 3 },
    ])
  })

  test('a threshold and a number of rows leave single rows alone', async () => {
    await addRule({ table: 'rides', column: 'fare', type: 'positive', threshold: 90, min_rows: 20, window: '1h' })
    const at = { timestamp: new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString() }
    await ingest(Array.from({ length: 19 }, (_, n) => insert('rides', { fare: n < 1 ? 0 : 5 }, at)))
    await settle()
    expect((await violations({ table: 'rides' })).data.violations).toEqual([])
    await ingest([insert('rides', { fare: 0 }, at), insert('rides', { fare: 0 }, at)])
    await settle()
    expect((await violations({ table: 'rides' })).data.violations).toMatchObject([{ checked: 21, failed: 3 }])
  })

  test('404: one that there is not', async () => {
    const id = '01a20a8e-b2c9-7707-b253-6698abe857b9'
    expect([(await violation(id)).status, (await acknowledge(id)).status]).toEqual([404, 404])
  })
})

describe('scores', () => {
  test('weigh rules by their severity, the worst table first', async () => {
    await addRule({ table: 'a_good', column: 'n', type: 'positive' })
    await addRule({ table: 'b_bad', column: 'n', type: 'positive', severity: 'low' })
    await addRule({ table: 'b_bad', column: 'm', type: 'not_null', severity: 'critical' })
    await ingest([insert('a_good', { n: 1 }), insert('b_bad', { n: -1, m: 1 }), insert('b_bad', { n: -1, m: 2 })])
    const { data } = await score()
    const tables = data.tables.filter(({ table }) => table === 'a_good' || table === 'b_bad')
    expect(tables).toMatchObject([
      { table: 'b_bad', rules: 2, failing: 1, dimensions: { validity: 0, completeness: 100 } },
      { table: 'a_good', score: 100 },
    ])
    expect(tables[0]!.score).toBeCloseTo((8 / 9) * 100)
    expect((await stats()).data).toMatchObject({
      rules_enabled: expect.any(Number),
      open_violations: expect.any(Number),
    })
    const one = (await tableQuality('b_bad')).data
    expect(one.columns.find(({ name }) => name === 'm')).toMatchObject({
      rules: ['b_bad_m_not_null'],
      nulls: 0,
      examples: expect.arrayContaining([expect.any(String)]),
    })
    expect((await tableQuality('nowhere')).status).toBe(404)
  })

  test('200: a record is judged without being stored', async () => {
    const { data } = await validate({ table: 'b_bad', record: { n: -1 } })
    expect(data.valid).toBe(false)
    expect(data.results.map(({ rule: name, outcome }) => [name, outcome])).toEqual([
      ['b_bad_m_not_null', 'failed'],
      ['b_bad_n_positive', 'failed'],
    ])
    expect((await validate({ table: 'b_bad', records: [{ n: 1, m: 1 }, {}] })).data).toMatchObject({
      valid: false,
      records: [{ valid: true }, { valid: false }],
    })
    expect((await validate({ table: 'b_bad' })).status).toBe(422)
  })
})
