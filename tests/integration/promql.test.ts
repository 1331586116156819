import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askPrometheus, seriesBy } from '@/tests/support/prometheus'
import { hour, ingestOrders, minute, start, statuses } from '@/tests/support/promql-orders'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let sql: Sql
beforeAll(async () => {
  runtime = await startRuntime()
  sql = runtime.db.$client as unknown as Sql
  await ingestOrders()
})
afterAll(() => runtime.stop())

type Window = { end: number; from: number; to: number }
const seconds = (at: number) => at / 1000

/** An aggregate of the raw events within each window, by status or all together; windows without any are left out. */
async function recount(windows: Window[], aggregate: string, by: 'status' | null = null) {
  const rows = await sql.unsafe<{ end: number; status: string; value: number }[]>(
    `select "end"::float8, ${by ? "after ->> 'status'" : "''"} as status, (${aggregate})::float8 as value
     from unnest($1::float8[], $2::float8[], $3::float8[]) as span ("end", start, finish)
     join events on event_at >= to_timestamp(start / 1000) and event_at < to_timestamp(finish / 1000)
     group by 1, 2`,
    [windows.map(({ end }) => end), windows.map(({ from }) => from), windows.map(({ to }) => to)] as never,
  )
  const series = new Map<string, Map<number, number>>()
  for (const { end, status, value } of rows) {
    series.set(status, (series.get(status) ?? new Map()).set(seconds(end), value))
  }
  return series
}

const steps = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step)
const last = (range: number) => (end: number) => {
  const to = Math.floor(end / minute) * minute
  return { end, from: to - range, to }
}
const amount = "(after ->> 'amount')::numeric"
const ask = (query: string, from: number, to: number, step: number) =>
  askPrometheus('query_range', { query, start: seconds(from), end: seconds(to), step: step / 1000 })

describe('over the rollups, as the raw events say', () => {
  test.each<[string, string, number, string]>([
    ['increase', 'increase(orders_by_status[1h])', hour, 'count(*)'],
    ['rate', 'rate(orders_by_status[10m])', 10 * minute, 'count(*) / 600::float8'],
  ])('200: %s over ranges that overlap, and zero where there is nothing', async (_name, query, range, aggregate) => {
    const ends = steps(start + hour, start + 3 * hour, minute)
    const answer = seriesBy('status', await ask(query, ends[0]!, ends.at(-1)!, minute))
    const counted = await recount(ends.map(last(range)), aggregate, 'status')
    expect([...answer.keys()].sort()).toEqual([...statuses])
    for (const status of statuses) {
      const wanted = ends.map((end) => [seconds(end), counted.get(status)?.get(seconds(end)) ?? 0])
      expect([...answer.get(status)!]).toEqual(wanted)
    }
  })

  test.each<[string, string, number]>([
    ['sum_over_time(orders_amount_sum[45m])', `sum(${amount})`, 45 * minute],
    ['avg_over_time(orders_amount_avg[1h])', `sum(${amount})::float8 / count(*)`, hour],
    ['min_over_time(orders_amount_min[7m])', `min(${amount})`, 7 * minute],
    ['max_over_time(orders_amount_sum[20m])', `max(${amount})`, 20 * minute],
    ['count_over_time(orders_amount_avg[3m])', 'count(*)', 3 * minute],
    [
      'last_over_time(orders_amount_sum[5m])',
      `(array_agg(${amount} order by event_at desc, ${amount} desc))[1]`,
      5 * minute,
    ],
    ['orders_amount_avg', `sum(${amount})::float8 / count(*)`, 5 * minute],
    ['orders_amount_max', `max(${amount})`, 5 * minute],
    ['sum(orders_amount_sum)', `sum(${amount})`, 10_000 * hour],
    ['timestamp(orders_amount_sum)', 'extract(epoch from max(event_at))', 10_000 * hour],
  ])('200: %s at steps of a minute, of 15 s and of an hour', async (query, aggregate, range) => {
    for (const step of [minute, 15_000, hour]) {
      const ends = steps(start - 10 * minute, start + 4 * hour, step)
      const answer = seriesBy('none', await ask(query, ends[0]!, ends.at(-1)!, step)).get('')!
      expect([...answer]).toEqual(
        [...(await recount(ends.map(last(range)), aggregate)).get('')!].sort(([a], [b]) => a - b),
      )
    }
  })

  test.each<[string, string, number]>([
    ['orders_events_total', 'count(*)', 10_000 * hour],
    ['increase(orders_amount_sum[17m13s])', `sum(${amount})`, 17 * minute + 13_000],
    ['orders_amount_min', `min(${amount})`, 5 * minute],
  ])('200: %s at one instant is exact to the millisecond', async (query, aggregate, range) => {
    for (const end of [start + hour + 12_345, start + 2.5 * hour + 1, start + 2 * hour]) {
      const answer = await askPrometheus('query', { query, time: seconds(end) })
      const counted = await recount([{ end, from: end - range, to: end }], aggregate)
      expect(seriesBy('none', answer)).toEqual(counted)
    }
  })

  test('200: offset, @ and arithmetic over several metrics', async () => {
    const at = start + 2 * hour
    const query = `sum(increase(orders_amount_sum[1h] offset 1h)) / sum(increase(orders_inserts_total[1h] @ ${seconds(at - hour)}))`
    const answer = await askPrometheus('query', { query, time: seconds(at) })
    const counted = await recount(
      [{ end: at, from: at - 2 * hour, to: at - hour }],
      `sum(${amount})::float8 / count(*)`,
    )
    expect(seriesBy('none', answer)).toEqual(counted)
  })

  test('200: 11,000 steps are answered at once', async () => {
    const from = start - 7000 * minute
    const began = performance.now()
    const answer = await ask('sum by (status) (increase(orders_by_status[1h]))', from, from + 10_999 * minute, minute)
    expect([answer.code, answer.data.resultType]).toEqual([200, 'matrix'])
    expect(Math.max(...[...seriesBy('status', answer).get('paid')!.values()])).toBeGreaterThan(30)
    expect(performance.now() - began).toBeLessThan(15_000)
  })
})
