import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as acknowledgeRoute from '@/app/api/v1/datawatch/anomalies/[id]/acknowledge/route'
import * as feedbackRoute from '@/app/api/v1/datawatch/anomalies/[id]/feedback/route'
import * as resolveRoute from '@/app/api/v1/datawatch/anomalies/[id]/resolve/route'
import * as anomalyRoute from '@/app/api/v1/datawatch/anomalies/[id]/route'
import * as listRoute from '@/app/api/v1/datawatch/anomalies/route'
import { anomalies } from '@/drizzle/schema/anomalies'
import type { Anomaly, AnomalyList } from '@/lib/anomalies/contract'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

let made = 0

/** Stores an anomaly that nobody has touched; each starts a minute after the one before. */
async function store(change: Partial<typeof anomalies.$inferInsert> = {}): Promise<string> {
  made += 1
  const id = uuidv7()
  const startedAt = new Date(Date.UTC(2026, 4, 1, 10, made))
  await runtime.db.insert(anomalies).values({
    id,
    metricName: 'orders_events_total',
    tableName: 'orders',
    labels: { table: 'orders', schema: 'public' },
    seriesKey: `key ${made}`,
    type: 'spike',
    severity: 'high',
    value: 412,
    expectedMin: 60,
    expectedMax: 104,
    expectedValue: 80,
    score: 0.8,
    algorithms: ['zscore', 'mad'],
    description: 'orders_events_total was 412',
    startedAt,
    endedAt: new Date(startedAt.getTime() + 30_000),
    detectedAt: new Date(startedAt.getTime() + 60_000),
    ...change,
  })
  return id
}

const list = (query: Record<string, string> = {}) => call<AnomalyList>(listRoute.GET, '/anomalies', { query })
const get = (id: string) => call<Anomaly>(anomalyRoute.GET, `/anomalies/${id}`, { params: { id } })
const post = (handler: typeof anomalyRoute.GET, id: string, verb: string, body?: unknown) =>
  call<Anomaly>(handler, `/anomalies/${id}/${verb}`, { method: 'POST', params: { id }, body })
const acknowledge = (id: string, user: string, note?: string) =>
  post(acknowledgeRoute.POST, id, 'acknowledge', { user, note })

describe('the list', () => {
  test('200: pages cover everything once, newest first, also where starts are equal', async () => {
    const table = 'paged'
    const startedAt = new Date('2026-04-01T00:00:00Z')
    const ids = await Promise.all(Array.from({ length: 5 }, () => store({ tableName: table, startedAt })))
    const seen: string[] = []
    let cursor: string | null = ''
    for (let page = 0; page < 3; page++) {
      const answer = await list({ table, limit: '2', ...(cursor ? { cursor } : {}) })
      expect(answer.data.count).toBe(answer.data.anomalies.length)
      seen.push(...answer.data.anomalies.map((one) => one.id))
      cursor = answer.data.next_cursor
    }
    expect(cursor).toBeNull()
    expect(seen).toEqual(ids.sort().reverse())
  })

  test.each([
    { name: 'status', query: { status: 'resolved' }, change: { status: 'resolved' as const } },
    { name: 'severity', query: { severity: 'critical' }, change: { severity: 'critical' as const } },
    { name: 'type', query: { type: 'missing' }, change: { type: 'missing' as const } },
    { name: 'metric', query: { metric: 'x_total' }, change: { metricName: 'x_total' } },
    { name: 'words of a label', query: { q: 'PayPal' }, change: { labels: { method: 'paypal' } } },
    { name: 'words of the note, taken as they are', query: { q: '50%_off' }, change: { note: 'the 50%_OFF sale' } },
    {
      name: 'time, from included',
      query: { from: '2025-01-01T00:00:00Z', to: '2025-01-02T00:00:00Z' },
      change: { startedAt: new Date('2025-01-01T00:00:00Z') },
    },
  ])('200: filtered by $name', async ({ query, change }) => {
    const id = await store({ tableName: 'filtered', ...change })
    const answer = await list({ table: 'filtered', ...(query as unknown as Record<string, string>) })
    expect(answer.data.anomalies.map((one) => one.id)).toEqual([id])
  })

  test('200: by score, page by page, each once', async () => {
    const table = 'scored'
    const scores = [0.5, 0.9, 0.9, 0.123456789012345, 1, 1e-7]
    await Promise.all(scores.map((score) => store({ tableName: table, score })))
    const seen: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const answer = await list({ table, sort: 'score', limit: '2', ...(cursor ? { cursor } : {}) })
      seen.push(...answer.data.anomalies.map((one) => one.score))
      cursor = answer.data.next_cursor
    }
    expect(seen).toEqual([1, 0.9, 0.9, 0.5, 0.123456789012345, 1e-7])
  })

  test('200: the acknowledged may be left out', async () => {
    const [kept, gone] = [await store({ tableName: 'left' }), await store({ tableName: 'left' })]
    await acknowledge(gone, 'ann')
    const answer = await list({ table: 'left', include_acknowledged: 'false' })
    expect(answer.data.anomalies.map((one) => one.id)).toEqual([kept])
  })

  test.each([
    { name: 'a cursor of nobody', query: { cursor: 'bm9uc2Vuc2U' } },
    { name: 'an unknown status', query: { status: 'gone' } },
    { name: 'a limit over 1000', query: { limit: '1001' } },
    { name: 'a time that is none', query: { from: 'now' } },
  ])('400: $name', async ({ query }) => {
    expect((await list(query as unknown as Record<string, string>)).status).toBe(400)
  })

  test('405: with Allow', async () => {
    const answer = await call(listRoute.POST, '/anomalies', { method: 'POST', body: {} })
    expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
  })
})

describe('one', () => {
  test('200: in the words of the contract, with what went on beside it', async () => {
    const at = { tableName: 'shared', startedAt: new Date('2026-02-01T10:00:00Z'), endedAt: null }
    const [id, other] = [await store(at), await store({ ...at, metricName: 'shared_amount_sum' })]
    await store({ tableName: 'elsewhere', startedAt: at.startedAt, endedAt: null })
    expect((await get(id)).data).toEqual({
      id,
      metric_name: 'orders_events_total',
      labels: { table: 'orders', schema: 'public' },
      type: 'spike',
      severity: 'high',
      value: 412,
      expected: { min: 60, max: 104, value: 80 },
      score: 0.8,
      algorithms: ['zscore', 'mad'],
      description: 'orders_events_total was 412',
      started_at: '2026-02-01T10:00:00.000Z',
      ended_at: null,
      detected_at: expect.any(String),
      status: 'open',
      acknowledged: false,
      acknowledged_by: null,
      acknowledged_at: null,
      feedback: null,
      feedback_scope: null,
      feedback_by: null,
      feedback_at: null,
      note: null,
      step_seconds: null,
      peak_at: null,
      resolved_at: null,
      incident_id: id,
      related: [other],
    })
  })

  test.each(['no-uuid', '01934567-89ab-7cde-8f01-23456789abcd'])('404: %s', async (id) => {
    const answers = [await get(id), await acknowledge(id, 'ann'), await post(resolveRoute.POST, id, 'resolve')]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
  })
})

describe('acknowledging', () => {
  test('200: again changes nothing, the first stands', async () => {
    const id = await store()
    const first = await acknowledge(id, 'ann@example.com', 'a sale')
    expect(first.data).toMatchObject({
      acknowledged: true,
      acknowledged_by: 'ann@example.com',
      note: 'a sale',
      status: 'acknowledged',
    })
    const second = await acknowledge(id, 'bob@example.com', 'no')
    expect([second.status, second.data]).toEqual([200, first.data])
  })

  test('200: of many at once one stands, and all hear of it', async () => {
    const id = await store()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => acknowledge(id, `user ${index}`)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ data }) => data.acknowledged_by)).size).toBe(1)
  })

  test('200: of a resolved one leaves it resolved', async () => {
    const id = await store()
    await post(resolveRoute.POST, id, 'resolve')
    expect((await acknowledge(id, 'ann')).data).toMatchObject({ status: 'resolved', acknowledged_by: 'ann' })
  })

  test.each([
    { name: 'without a user', body: {} },
    { name: 'by an empty user', body: { user: '' } },
  ])('422: $name', async ({ body }) => {
    const answer = await post(acknowledgeRoute.POST, await store(), 'acknowledge', body)
    expect(answer.status).toBe(422)
  })
})

describe('resolving and rating', () => {
  test('200: resolved once and for all', async () => {
    const id = await store()
    const answers = [await post(resolveRoute.POST, id, 'resolve'), await post(resolveRoute.POST, id, 'resolve')]
    expect(answers.map(({ status, data }) => [status, data.status])).toEqual([
      [200, 'resolved'],
      [200, 'resolved'],
    ])
  })

  test('200: the latest verdict stands', async () => {
    const id = await store()
    await post(feedbackRoute.POST, id, 'feedback', { verdict: 'expected' })
    expect((await post(feedbackRoute.POST, id, 'feedback', { verdict: 'anomaly' })).data.feedback).toBe('anomaly')
  })

  test('422: a verdict that is none', async () => {
    expect((await post(feedbackRoute.POST, await store(), 'feedback', { verdict: 'maybe' })).status).toBe(422)
  })
})
