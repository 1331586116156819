import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import * as queryRoute from '@/app/api/v1/datawatch/query/route'
import type { BatchAnswer, MetricRange } from '@/lib/metrics/contract'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const start = Date.UTC(2026, 2, 2)
const minute = (n: number) => new Date(start + n * 60_000).toISOString()
const length = 600
const peak = 371

beforeAll(async () => {
  runtime = await startRuntime()
  const orders = Array.from({ length }, (_, n) =>
    insertEvent({
      table: 'orders',
      timestamp: minute(n),
      after: { id: n, amount: n === peak ? 9999 : 100 + (n % 7) },
    }),
  )
  await ingest(orders)
})
afterAll(() => runtime.stop())

const asked = { from: minute(0), to: minute(length), step: '1m' }
const range = (query: Record<string, string>) =>
  call<MetricRange>(rangeRoute.GET, '/metrics/orders_amount_max/range', {
    params: { name: 'orders_amount_max' },
    query: { ...asked, ...query },
  })

describe('max_points', () => {
  test('200: thins a range and keeps its extremes and ends', async () => {
    const { data } = await range({ max_points: '60' })
    const points = data.series[0]!.data_points
    expect(points.length).toBeLessThanOrEqual(60)
    expect(points.length).toBeGreaterThan(30)
    expect(data.thinned).toBe(true)
    expect(points.find(({ timestamp }) => timestamp === minute(peak))?.value).toBe(9999)
    expect([points[0]?.timestamp, points.at(-1)?.timestamp]).toEqual([minute(0), minute(length - 1)])
  })
  test('200: leaves alone what is short enough', async () => {
    const { data } = await range({ max_points: '600' })
    expect(data.series[0]!.data_points).toHaveLength(length)
    expect(data.thinned).toBeUndefined()
  })
  test('200: thins metrics and formulas of a batch alike', async () => {
    const queries = [
      { ref: 'metric', metric: 'orders_amount_max', ...asked, max_points: 60 },
      { ref: 'formula', expr: 'orders_amount_max * 2', ...asked, max_points: 60 },
    ]
    const { data } = await call<BatchAnswer>(queryRoute.POST, '/query', { method: 'POST', body: { queries } })
    const answers = data.results.map((result) => ('data' in result ? (result.data as MetricRange) : null))
    expect(answers.map((answer) => answer?.thinned)).toEqual([true, true])
    const [one, two] = answers.map((answer) =>
      Math.max(...answer!.series[0]!.data_points.map(({ value }) => value ?? 0)),
    )
    expect([one, two]).toEqual([9999, 19998])
  })
  test('400: says what a number of points may be', async () => {
    const { status, problem } = await range({ max_points: '2' }).then((answer) => ({
      status: answer.status,
      problem: JSON.stringify(answer),
    }))
    expect(status).toBe(400)
    expect(problem).toContain('max_points')
  })
})
