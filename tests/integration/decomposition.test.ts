import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as decompositionRoute from '@/app/api/v1/datawatch/metrics/[name]/decomposition/route'
import * as expectedRoute from '@/app/api/v1/datawatch/metrics/[name]/expected/route'
import type { ExpectedBand } from '@/lib/anomalies/contract'
import type { Decomposition } from '@/lib/anomalies/explanation-contract'
import { call } from '@/tests/support/http'
import { base, dropAt, iso, send, shopEvents } from '@/tests/support/planted-drop'
import { startRuntime } from '@/tests/support/runtime'

const hour = 3_600_000
const day = 24 * hour

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await send(shopEvents())
}, 120_000)
afterAll(() => runtime.stop())

describe('the band of one category', () => {
  const expected = (query: Record<string, string>) =>
    call<ExpectedBand>(expectedRoute.GET, '/metrics/orders_by_status/expected', {
      params: { name: 'orders_by_status' },
      query: { from: iso(base - 5 * hour), to: iso(base - 4 * hour), step: '1h', ...query },
    })

  test('200: is known with a filter, and not of all categories together', async () => {
    const { data } = await expected({ filter: 'status:paid' })
    expect(data).toMatchObject([{ expected: expect.closeTo(240, 0) }])
    expect((await expected({})).data).toMatchObject([{ expected: null }])
  })

  test('400: names the labels that there are', async () => {
    const answer = await expected({ filter: 'statsu:paid' })
    expect(answer.status).toBe(400)
    expect(answer.json.detail).toContain('did you mean status?')
  })
})

describe('the decomposition', () => {
  const decompose = (query: Record<string, string>, name = 'orders_events_total') =>
    call<Decomposition>(decompositionRoute.GET, `/metrics/${name}/decomposition`, { params: { name }, query })

  test('200: what is still to come is not taken apart', async () => {
    const { data } = await decompose({ from: iso(base - 2 * day), to: iso(base + 30 * day), step: '1h' })
    expect(Date.parse(data.points.at(-1)!.timestamp)).toBeLessThanOrEqual(Date.now() - hour)
    const far = await decompose({ to: '9999-12-31T23:59:59Z', step: '1h' })
    expect(far).toMatchObject({ status: 200, data: { points: [], reason: expect.any(String) } })
  })

  test('200: trend, season and remainder add up to the values in every step', async () => {
    const { data } = await decompose({ from: iso(base - 2 * day), to: iso(base), step: '15m' })
    expect(data).toMatchObject({ step: '15m', periods: [86_400], reason: null })
    expect(data.points).toHaveLength(192)
    expect(data.points[0]!.timestamp).toBe(iso(base - 2 * day))
    for (const { value, trend, season, remainder } of data.points) {
      expect(trend! + season! + remainder!).toBeCloseTo(value!, 6)
    }
    const low = data.points.find(({ timestamp }) => timestamp === iso(dropAt))!
    expect(low.remainder!).toBeLessThan(-20)
  })

  test('200: of one category, by a filter', async () => {
    const query = { from: iso(base - day), to: iso(base), step: '1h', filter: 'status:paid' }
    const { data } = await decompose(query, 'orders_by_status')
    expect(data.points.at(-2)).toMatchObject({ value: expect.any(Number) })
    expect(data.points.find(({ timestamp }) => timestamp === iso(base - 5 * hour))?.value).toBe(240)
  })

  test.each([
    { name: 'all categories at once', metric: 'orders_by_status', reason: /one at a time by a filter/ },
    { name: 'a level', metric: 'orders_lag_seconds', reason: /Only sums, counts and averages/ },
  ])('200: says why there is none of $name', async ({ metric, reason }) => {
    const { data } = await decompose({}, metric)
    expect([data.points, data.reason]).toEqual([[], expect.stringMatching(reason)])
  })

  test.each([
    { name: 'an unknown metric', metric: 'nope', query: {}, status: 404, words: 'nope' },
    { name: 'from after to', query: { from: iso(base), to: iso(base - hour) }, status: 400, words: 'lies after to' },
    { name: 'a step that divides no day', query: { step: '7m' }, status: 400, words: 'divide a day' },
    { name: 'too many steps', query: { from: iso(base - 300 * day), step: '1m' }, status: 400, words: 'more than' },
  ])('$status: $name', async ({ metric, query, status, words }) => {
    const answer = await decompose(query as unknown as Record<string, string>, metric)
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringContaining(words)])
  })
})
