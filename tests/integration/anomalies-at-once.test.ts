import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as reopenRoute from '@/app/api/v1/datawatch/anomalies/[id]/reopen/route'
import * as acknowledgeManyRoute from '@/app/api/v1/datawatch/anomalies/acknowledge/route'
import * as reopenManyRoute from '@/app/api/v1/datawatch/anomalies/reopen/route'
import * as resolveManyRoute from '@/app/api/v1/datawatch/anomalies/resolve/route'
import { anomalies } from '@/drizzle/schema/anomalies'
import type { Anomaly, ManyResult } from '@/lib/anomalies/contract'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

let made = 0

/** Stores so many anomalies that nobody has touched. */
async function store(count: number, change: Partial<typeof anomalies.$inferInsert> = {}): Promise<string[]> {
  const rows = Array.from({ length: count }, () => ({
    id: uuidv7(),
    metricName: 'orders_events_total',
    tableName: 'orders',
    labels: { table: 'orders' },
    seriesKey: `key ${made++}`,
    type: 'spike' as const,
    severity: 'high' as const,
    score: 0.8,
    algorithms: ['mad' as const],
    description: 'many',
    startedAt: new Date(),
    detectedAt: new Date(),
    ...change,
  }))
  await runtime.db.insert(anomalies).values(rows)
  return rows.map((row) => row.id)
}

const routes = { acknowledge: acknowledgeManyRoute, resolve: resolveManyRoute, reopen: reopenManyRoute }
const at = (verb: keyof typeof routes, body: unknown) =>
  call<ManyResult>(routes[verb].POST, `/anomalies/${verb}`, { method: 'POST', body })
const stored = async (ids: string[]) => {
  const rows = await runtime.db.select().from(anomalies)
  return ids.map((id) => rows.find((row) => row.id === id))
}

describe('many at once', () => {
  test('200: each is told what became of it, in the order asked for, and again changes nothing', async () => {
    const ids = await store(3)
    const gone = uuidv7()
    const [first, second, third] = ids as [string, string, string]
    await at('acknowledge', { ids: [first], user: 'ann', note: 'seen' })
    const { status, data } = await at('acknowledge', { ids: [third, first, gone, second, third], user: 'bob' })
    expect(status).toBe(200)
    expect(data).toEqual({
      results: [
        { id: third, outcome: 'done' },
        { id: first, outcome: 'already' },
        { id: gone, outcome: 'not_found' },
        { id: second, outcome: 'done' },
      ],
      done: 2,
      already: 1,
      not_found: 1,
    })
    expect(await stored(ids)).toMatchObject([
      { status: 'acknowledged', acknowledgedBy: 'ann', note: 'seen' },
      { status: 'acknowledged', acknowledgedBy: 'bob', note: null },
      { status: 'acknowledged', acknowledgedBy: 'bob', note: null },
    ])
    expect((await at('acknowledge', { ids, user: 'bob' })).data).toMatchObject({ done: 0, already: 3, not_found: 0 })
  })

  test('200: resolving taken back leaves who acknowledged; reopening takes that back too', async () => {
    const [seen, unseen] = (await store(2)) as [string, string]
    await at('acknowledge', { ids: [seen], user: 'ann', note: 'seen' })
    expect((await at('resolve', { ids: [seen, unseen] })).data).toMatchObject({ done: 2 })
    expect((await at('reopen', { ids: [seen, unseen], to: 'acknowledged' })).data).toMatchObject({ done: 2 })
    expect(await stored([seen, unseen])).toMatchObject([
      { status: 'acknowledged', acknowledgedBy: 'ann', note: 'seen', resolvedAt: null },
      { status: 'open', acknowledgedBy: null, resolvedAt: null },
    ])
    expect((await at('reopen', { ids: [seen, unseen] })).data).toMatchObject({ done: 1, already: 1 })
    expect(await stored([seen])).toMatchObject([{ status: 'open', acknowledgedBy: null, note: null }])
  })

  test('200: two at the same moment wait for each other, and one of them does it', async () => {
    const ids = await store(200)
    const both = await Promise.all([
      at('acknowledge', { ids, user: 'ann' }),
      at('acknowledge', { ids: ids.toReversed(), user: 'bob' }),
    ])
    expect(both.map(({ data }) => data.done).sort()).toEqual([0, 200])
    const names = new Set((await stored(ids)).map((row) => row?.acknowledgedBy))
    expect(names.size).toBe(1)
  })

  test.each([
    { name: 'no ids', body: { ids: [] } },
    { name: 'too many', body: { ids: Array.from({ length: 1001 }, () => uuidv7()) } },
    { name: 'what cannot be an id', body: { ids: ['first'] } },
    { name: 'what is not known', body: { ids: [uuidv7()], status: 'open' } },
  ])('422: $name', async ({ body }) => {
    for (const verb of ['acknowledge', 'resolve', 'reopen'] as const) {
      expect((await at(verb, body)).status).toBe(422)
    }
  })
})

describe('reopening one', () => {
  const reopen = (id: string, body?: unknown) =>
    call<Anomaly>(reopenRoute.POST, `/anomalies/${id}/reopen`, { method: 'POST', params: { id }, body })

  test('200: it is open again, and again it stays so', async () => {
    const [id] = (await store(1)) as [string]
    await at('resolve', { ids: [id] })
    for (const body of [undefined, {}, { to: 'open' }]) {
      const { status, data } = await reopen(id, body)
      expect([status, data]).toMatchObject([200, { id, status: 'open', acknowledged: false }])
    }
  })

  test('404: nothing there', async () => {
    expect((await reopen(uuidv7())).status).toBe(404)
  })
})
