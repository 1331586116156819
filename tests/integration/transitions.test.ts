import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import * as metricsRoute from '@/app/api/v1/datawatch/metrics/route'
import * as transitionsRoute from '@/app/api/v1/datawatch/metrics/transitions/route'
import * as batchRoute from '@/app/api/v1/datawatch/query/route'
import type { BatchAnswer, MetricList, MetricRange, MetricValue } from '@/lib/metrics/contract'
import type { Transitions } from '@/lib/metrics/transitions-contract'
import type { QueryData } from '@/lib/promql/contract'
import { type ChangeEvent, dayOfChanges, inBatches, shuffle } from '@/tests/support/changes'
import { call, ingest } from '@/tests/support/http'
import { askPrometheus, seriesBy } from '@/tests/support/prometheus'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const minuteMs = 60_000
const startAt = Date.UTC(2026, 2, 5, 10)
const day = { from: '2026-03-05T00:00:00Z', to: '2026-03-06T00:00:00Z' }

const askValue = (name: string, query: Record<string, string> = {}) =>
  call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query: { ...day, ...query } })
const askRange = (name: string, query: Record<string, string> = {}) =>
  call<MetricRange>(rangeRoute.GET, `/metrics/${name}/range`, {
    params: { name },
    query: { ...day, step: '1h', ...query },
  })
const groupsOf = ({ series }: MetricValue) =>
  series.map(({ labels, value }) => [...Object.values(labels), value] as unknown[])

const change = (id: number, place: number, minute: number, status: string) => ({
  id: `${id}-${place}`,
  type: place === 0 ? 'INSERT' : 'UPDATE',
  table: 'moves',
  schema: 'public',
  timestamp: new Date(startAt + minute * minuteMs).toISOString(),
  after: { id, status, amount: id },
})
const moves = [
  ...['new', 'paid', 'sent'].map((status, place) => change(1, place, place * 10, status)),
  ...['new', 'paid', 'void'].map((status, place) => change(2, place, place * 20, status)),
]

describe('transitions', () => {
  const ask = (query: Record<string, string>) =>
    call<Transitions>(transitionsRoute.GET, '/metrics/transitions', { query: { table: 'moves', ...query } })
  beforeAll(() => ingest([...moves].reverse()))

  test('200: each with its count and how long the value before had lasted, in whatever order they came', async () => {
    const { status, data } = await ask({ field: 'status', ...day })
    expect(status).toBe(200)
    expect(data.known_since).toBe(data.from)
    expect(data.transitions).toEqual([
      { from: 'new', to: 'paid', count: 2, median_dwell_seconds: 900 },
      { from: 'paid', to: 'sent', count: 1, median_dwell_seconds: 600 },
      { from: 'paid', to: 'void', count: 1, median_dwell_seconds: 1200 },
    ])
  })
  test('404: a column that there is not', async () => expect((await ask({ field: 'state' })).status).toBe(404))
  test('400: one that is no category', async () => expect((await ask({ field: 'amount' })).status).toBe(400))
})

describe('the metrics of transitions', () => {
  test('200: they are listed with their labels, among the metrics of their column', async () => {
    const { data } = await call<MetricList>(metricsRoute.GET, '/metrics', { query: { table: 'moves', q: 'status' } })
    const listed = data.metrics.map(({ name, type, unit, aggregation, labels }) => [
      name,
      type,
      unit,
      aggregation,
      labels.join(),
    ])
    expect(listed).toContainEqual(['moves_status_transitions', 'counter', '', 'sum', 'table,schema,from,to'])
    expect(listed).toContainEqual(['moves_status_dwell_seconds', 'gauge', 's', 'p50', 'table,schema,from,to'])
  })

  test('200: counted in all, by from and to, by one of them, and by what is asked for', async () => {
    const { data } = await askValue('moves_status_transitions')
    expect([data.value, data.aggregation]).toEqual([4, 'sum'])
    expect(groupsOf((await askValue('moves_status_transitions', { group_by: 'from,to' })).data)).toEqual([
      ['new', 'paid', 2],
      ['paid', 'sent', 1],
      ['paid', 'void', 1],
    ])
    expect(groupsOf((await askValue('moves_status_transitions', { group_by: 'from' })).data)).toEqual([
      ['new', 2],
      ['paid', 2],
    ])
    const filtered = await askValue('moves_status_transitions', { filter: 'from:paid,to!:void' })
    expect(filtered.data.value).toBe(1)
    const limited = await askValue('moves_status_transitions', { group_by: 'to', limit: '1' })
    expect(groupsOf(limited.data)).toEqual([
      ['paid', 2],
      ['__other__', 2],
    ])
  })

  test('200: dwell times have percentiles and averages by what was left', async () => {
    const value = async (query: Record<string, string>) =>
      groupsOf((await askValue('moves_status_dwell_seconds', { group_by: 'from', ...query })).data)
    expect(await value({ aggregation: 'avg' })).toEqual([
      ['new', 900],
      ['paid', 900],
    ])
    const [largest] = await value({ aggregation: 'p95', filter: 'from:new' })
    expect(Number(largest![1])).toBeGreaterThan(1180)
    expect(Number(largest![1])).toBeLessThan(1220)
  })

  test('200: in steps, also below a minute, compared with the day before, and in a formula', async () => {
    const from = new Date(startAt).toISOString()
    const to = new Date(startAt + 60 * minuteMs).toISOString()
    const { data } = await askRange('moves_status_transitions', { from, to, step: '20m', compare: '30m' })
    expect(data.series[0]!.data_points.map(({ value }) => value)).toEqual([1, 2, 1])
    expect(data.compare!.series[0]!.data_points.map(({ value }) => value)).toEqual([0, 0, 3])
    const fine = await askRange('moves_status_transitions', {
      from: '2026-03-05T10:19:30Z',
      to: '2026-03-05T10:20:30Z',
      step: '30s',
    })
    expect(fine.data.series[0]!.data_points.map(({ value }) => value)).toEqual([0, 2])
    const { data: batch } = await call<BatchAnswer>(batchRoute.POST, '/query', {
      method: 'POST',
      body: {
        queries: [{ ref: 'A', expr: 'moves_status_transitions{to="void"} / moves_inserts_total * 100', ...day }],
      },
    })
    expect(batch.results[0]).toMatchObject({ data: { value: 50 } })
  })

  test('200: PromQL counts them over a range and knows their labels', async () => {
    const time = (startAt + 60 * minuteMs) / 1000
    const increase = await askPrometheus<QueryData>('query', {
      query: 'sum by (to) (increase(moves_status_transitions{from="paid"}[2h]))',
      time,
    })
    expect([...seriesBy('to', increase)].map(([to, values]) => [to, [...values.values()][0]])).toEqual([
      ['sent', 1],
      ['void', 1],
    ])
    const rates = await askPrometheus<QueryData>('query_range', {
      query: 'sum(increase(moves_status_transitions[20m]))',
      start: time - 3600,
      end: time,
      step: 1200,
    })
    expect([...seriesBy('', rates).values()].flatMap((values) => [...values.values()])).toEqual([0, 1, 2, 1])
    const dwell = await askPrometheus<QueryData>('query', {
      query: 'max(max_over_time(moves_status_dwell_seconds[2h]))',
      time,
    })
    expect([...seriesBy('', dwell).values()].flatMap((values) => [...values.values()])).toEqual([1200])
    const found = await askPrometheus<Record<string, string>[]>('series', {
      'match[]': 'moves_status_transitions{to="void"}',
      start: time - 7200,
      end: time,
    })
    expect(found.data).toEqual([
      { __name__: 'moves_status_transitions', from: 'paid', schema: 'public', table: 'moves', to: 'void' },
    ])
  })

  test('400: a label or an aggregation that they have not, naming those they have', async () => {
    const label = await askValue('moves_status_transitions', { group_by: 'status' })
    expect([label.status, label.json.detail]).toEqual([
      400,
      'group_by: this metric has no label "status"; it has table, schema, from, to',
    ])
    const aggregation = await askValue('moves_status_transitions', { aggregation: 'p95' })
    expect([aggregation.status, aggregation.json.detail]).toEqual([
      400,
      'aggregation: moves_status_transitions counts transitions; p95 is none of sum, count, rate',
    ])
  })
})

/** What the events of rows come to, each row by itself and in the order of its times. */
function countByHand(events: ChangeEvent[]) {
  const rows = new Map<unknown, ChangeEvent[]>()
  for (const event of events) {
    const { id } = (event.after ?? event.before) as { id: number }
    rows.set(id, [...(rows.get(id) ?? []), event])
  }
  const counts = new Map<string, { count: number; seconds: number }>()
  for (const own of rows.values()) {
    let value: string | null = null
    let since = 0
    for (const { after, timestamp } of own.sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1))) {
      const next = (after?.status as string | undefined) ?? null
      if (next === value) continue
      const at = Date.parse(timestamp)
      if (value !== null && next !== null) {
        const pair = `${value} ${next}`
        const { count, seconds } = counts.get(pair) ?? { count: 0, seconds: 0 }
        counts.set(pair, { count: count + 1, seconds: seconds + (at - since) / 1000 })
      }
      value = next
      since = at
    }
  }
  return counts
}

describe('transitions of events in any order', () => {
  const dayStart = Date.UTC(2026, 2, 9)
  const events = dayOfChanges(120, dayStart).filter(({ table }) => table === 'orders')
  const days = { from: new Date(dayStart).toISOString(), to: new Date(dayStart + 2 * 86_400_000).toISOString() }

  test('200: are those of all events stored so far, though parts of the answer were told before', async () => {
    const stored: ChangeEvent[] = []
    for (const batch of inBatches(shuffle(events, 'transitions'), 60)) {
      await ingest(batch)
      stored.push(...batch)
      const wanted = countByHand(stored)
      const { data } = await askValue('orders_status_transitions', { ...days, group_by: 'from,to' })
      const counts = data.series.map(({ labels, value }) => [`${labels.from} ${labels.to}`, value] as const)
      expect(new Map(counts)).toEqual(new Map([...wanted].map(([pair, { count }]) => [pair, count])))
      const dwell = await askValue('orders_status_dwell_seconds', { ...days, group_by: 'from,to', aggregation: 'sum' })
      for (const { labels, value } of dwell.data.series) {
        expect(value).toBeCloseTo(wanted.get(`${labels.from} ${labels.to}`)!.seconds, 6)
      }
    }
    await ingest({ id: 'emptied', type: 'TRUNCATE', table: 'orders', schema: 'public', timestamp: days.from })
    await ingest({ ...events[0]!, id: 'again' })
    const { data } = await askValue('orders_status_transitions', days)
    const all = [...countByHand(events).values()].reduce((sum, { count }) => sum + count, 0)
    expect(data.value).toBe(all)
  })
})
