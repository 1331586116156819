import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as transitionsRoute from '@/app/api/v1/datawatch/metrics/transitions/route'
import type { Transitions } from '@/lib/metrics/transitions-contract'
import { call, ingest } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const minuteMs = 60_000
const startAt = Date.UTC(2026, 2, 5, 10)

describe('transitions', () => {
  const ask = (query: Record<string, string>) =>
    call<Transitions>(transitionsRoute.GET, '/metrics/transitions', { query: { table: 'moves', ...query } })
  const day = { from: '2026-03-05T00:00:00Z', to: '2026-03-06T00:00:00Z' }
  beforeAll(async () => {
    const change = (id: number, place: number, minute: number, status: string) => ({
      id: `${id}-${place}`,
      type: place === 0 ? 'INSERT' : 'UPDATE',
      table: 'moves',
      schema: 'public',
      timestamp: new Date(startAt + minute * minuteMs).toISOString(),
      after: { id, status, amount: id },
    })
    const events = [
      ...['new', 'paid', 'sent'].map((status, place) => change(1, place, place * 10, status)),
      ...['new', 'paid', 'void'].map((status, place) => change(2, place, place * 20, status)),
    ]
    await ingest([...events].reverse())
  })
  test('200: each with its count and how long the value before had lasted, in whatever order they came', async () => {
    const { status, data } = await ask({ field: 'status', ...day })
    expect(status).toBe(200)
    expect(data).toMatchObject({ rows: 2, complete: true })
    expect(data.transitions).toEqual([
      { from: 'new', to: 'paid', count: 2, median_dwell_seconds: 900 },
      { from: 'paid', to: 'sent', count: 1, median_dwell_seconds: 600 },
      { from: 'paid', to: 'void', count: 1, median_dwell_seconds: 1200 },
    ])
  })
  test('404: a column that there is not', async () => expect((await ask({ field: 'state' })).status).toBe(404))
  test('400: one that is no category', async () => expect((await ask({ field: 'amount' })).status).toBe(400))
})
