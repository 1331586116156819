import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as expectedRoute from '@/app/api/v1/datawatch/metrics/[name]/expected/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import type { ExpectedBand } from '@/lib/anomalies/contract'
import type { MetricRange } from '@/lib/metrics/contract'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

describe('the expected band', () => {
  const expected = (name: string, query: Record<string, string> = {}) =>
    call<ExpectedBand>(expectedRoute.GET, `/metrics/${name}/expected`, { params: { name }, query })
  const end = Date.UTC(2026, 5, 10, 12)

  beforeAll(async () => {
    const events = Array.from({ length: 3 * 24 * 12 }, (_, index) =>
      insertEvent({ table: 'steady', timestamp: new Date(end - (index + 1) * 300_000).toISOString() }),
    )
    await ingest(events)
  })

  test('200: a step for each of [from, to), with a band once a day is known', async () => {
    const from = new Date(end - 3_600_000).toISOString()
    const { data } = await expected('steady_events_total', { from, to: new Date(end).toISOString(), step: '1h' })
    expect(data).toHaveLength(1)
    expect(data[0]).toMatchObject({ timestamp: from, expected: expect.closeTo(12, 1) })
    expect(data[0]!.min).toBeLessThan(12)
    expect(data[0]!.max).toBeGreaterThan(12)
  })

  test('200: a step of several hours is expected to have what they have', async () => {
    const day = { from: new Date(end - 86_400_000).toISOString(), to: new Date(end).toISOString() }
    const { data } = await expected('steady_events_total', { ...day, step: '12h', tz: 'UTC' })
    expect(data.at(-1)).toMatchObject({ expected: expect.closeTo(144, 0) })
    expect(data.at(-1)!.min).toBeGreaterThan(100)
    expect(data.at(-1)!.max).toBeLessThan(240)
  })

  test('200: steps begin where those of a chart in the zone do', async () => {
    const day = { from: new Date(end - 86_400_000).toISOString(), to: new Date(end).toISOString(), step: '6h' }
    const chart = await call<MetricRange>(rangeRoute.GET, '/metrics/steady_events_total/range', {
      params: { name: 'steady_events_total' },
      query: { ...day, tz: 'Asia/Kolkata' },
    })
    const starts = chart.data.series[0]!.data_points.map(({ timestamp }) => timestamp)
    const { data } = await expected('steady_events_total', { ...day, from: starts[0]!, tz: 'Asia/Kolkata' })
    expect(data.map(({ timestamp }) => timestamp)).toEqual(starts)
    expect(starts[0]).toMatch(/T(00|06|12|18):30:00/)
  })

  test('200: nulls in the future, to the last year there is', async () => {
    const { status, data } = await expected('steady_events_total', { to: '9999-12-31T23:59:59Z', step: '1h' })
    expect(status).toBe(200)
    expect(data.map(({ max }) => max)).toEqual(data.map(() => null))
  })

  test('200: nulls while learning', async () => {
    const { data } = await expected('steady_events_total', {
      from: new Date(end - 70 * 3_600_000).toISOString(),
      to: new Date(end - 69 * 3_600_000).toISOString(),
    })
    expect(data).toHaveLength(12)
    expect(new Set(data.map((point) => point.expected))).toEqual(new Set([null]))
  })

  test.each([
    { name: 'an unknown metric', metric: 'nope', query: {}, status: 404 },
    {
      name: 'from after to',
      metric: 'steady_events_total',
      query: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      status: 400,
    },
    {
      name: 'too many steps',
      metric: 'steady_events_total',
      query: { from: '2020-01-01T00:00:00Z', step: '1m' },
      status: 400,
    },
    { name: 'an unknown zone', metric: 'steady_events_total', query: { tz: 'Mars/Olympus' }, status: 400 },
    { name: 'step=0', metric: 'steady_events_total', query: { step: '0' }, status: 400 },
  ])('$status: $name', async ({ metric, query, status }) => {
    expect((await expected(metric, query as unknown as Record<string, string>)).status).toBe(status)
  })
})
