import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import * as columnRoute from '@/app/api/v1/datawatch/schema/columns/[table]/[column]/route'
import type { MetricRange, MetricValue } from '@/lib/metrics/contract'
import { shuffle } from '@/tests/support/changes'
import { call, ingest } from '@/tests/support/http'
import { findDrift } from '@/tests/support/recount'
import { type History, type HistoryEvent, type Levels, levelsOf, makeHistory } from '@/tests/support/row-histories'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const minuteMs = 60_000
const startAt = Date.UTC(2026, 2, 5, 10)

const value = async (name: string, query: Record<string, string> = {}) => {
  const { status, data, json } = await call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, {
    params: { name },
    query,
  })
  expect(status, JSON.stringify(json)).toBe(200)
  return data
}
const range = async (name: string, query: Record<string, string>) => {
  const { status, data, json } = await call<MetricRange>(rangeRoute.GET, `/metrics/${name}/range`, {
    params: { name },
    query,
  })
  expect(status, JSON.stringify(json)).toBe(200)
  return data
}

async function readLevels(table: string): Promise<Levels> {
  const [rows, amount, status] = await Promise.all([
    value(`${table}_rows`),
    value(`${table}_amount_total`),
    value(`${table}_current_by_status`, { group_by: 'status' }),
  ])
  const byStatus = status.series
    .map(({ labels, value: own }) => [labels.status!, own] as const)
    .filter(([, own]) => own)
  return { rows: rows.value!, amount: amount.value!, status: Object.fromEntries(byStatus) as Record<string, number> }
}

const inBatches = async (events: readonly HistoryEvent[], size: number) => {
  for (let at = 0; at < events.length; at += size) {
    const { status, data } = await ingest(events.slice(at, at + size))
    expect(status).toBe(202)
    expect(data.rejected).toBe(0)
  }
}

const inParallel = (events: readonly HistoryEvent[], hands: number, size: number) =>
  Promise.all(
    Array.from({ length: hands }, (_, hand) =>
      inBatches(
        events.filter((_e, i) => i % hands === hand),
        size,
      ),
    ),
  )

const last = ({ states }: History) => states.at(-1)!.rows.values()

describe('levels are what the rows come to', () => {
  const ways: [string, string, (events: HistoryEvent[]) => Promise<unknown>][] = [
    ['in order, one request', 'at_once', (events) => inBatches(events, events.length)],
    ['in order, event by event', 'one_by_one', (events) => inBatches(events, 1)],
    ['in order, in batches', 'batches', (events) => inBatches(events, 17)],
    ['backwards', 'backwards', (events) => inBatches([...events].reverse(), 7)],
    ['shuffled', 'shuffled', (events) => inBatches(shuffle(events, 'levels'), 13)],
    [
      'shuffled and doubled by six at once',
      'by_six',
      (events) => inParallel(shuffle([...events, ...events], 'six'), 6, 5),
    ],
  ]
  test.each(ways)('%s', async (_name, table, send) => {
    const history = makeHistory(table, 400, startAt, 20_000)
    await send(history.events)
    expect(await readLevels(table)).toEqual(levelsOf(last(history)))
    const { at } = history.states.at(-1)!
    const asked = { from: new Date(startAt).toISOString(), to: new Date(at + minuteMs).toISOString(), step: '1m' }
    const { series } = await range(`${table}_rows`, asked)
    const wanted = series[0]!.data_points.map(({ timestamp }) => {
      const end = Date.parse(timestamp) + minuteMs
      const state = history.states.filter((one) => one.at < end).at(-1)
      return { timestamp, value: state ? state.rows.size : null }
    })
    expect(series[0]!.data_points.map(({ timestamp, value: own }) => ({ timestamp, value: own }))).toEqual(wanted)
  })
})

test('the levels of every order of arrival are what a recount of the raw events finds, bucket by bucket', async () => {
  for (const table of ['at_once', 'one_by_one', 'backwards', 'by_six']) {
    expect(await findDrift(runtime.db.$client, table)).toEqual([])
  }
})

test('a row that has changed hundreds of times takes late events, through all that it is by them', async () => {
  const change = (place: number, after: Record<string, unknown>) => ({
    id: `hot-${place}`,
    type: place === 0 ? 'INSERT' : 'UPDATE',
    table: 'hot',
    schema: 'public',
    timestamp: new Date(startAt + Math.floor(place / 2) * 7000).toISOString(),
    after: { id: 1, ...after },
  })
  const all = Array.from({ length: 400 }, (_, place) =>
    change(
      place,
      place % 50 === 3 ? { price: place, status: `s${place % 7}` } : { amount: place, status: `s${place % 3}` },
    ),
  )
  const late = all.filter((_, place) => place % 50 === 3 || place === 0)
  await ingest(all.filter((event) => !late.includes(event)))
  for (const event of late.reverse()) await ingest([event])
  expect(await findDrift(runtime.db.$client, 'hot')).toEqual([])
  expect((await value('hot_price_total')).value).toBe(353)
  expect((await value('hot_rows')).value).toBe(1)
})

test('what comes late of before a TRUNCATE is over, also where it shows a column for the first time', async () => {
  const change = (type: string, second: number, after?: Record<string, unknown>) => ({
    id: `emptied-${second}`,
    type,
    table: 'emptied',
    schema: 'public',
    timestamp: new Date(startAt + second * 1000).toISOString(),
    ...(after ? { after } : {}),
  })
  await ingest([change('INSERT', 0, { id: 1, amount: 5 })])
  await ingest([change('TRUNCATE', 10)])
  await ingest([change('INSERT', 5, { id: 2, amount: 7, status: 'new' })])
  expect((await value('emptied_rows')).value).toBe(0)
  expect((await value('emptied_amount_total')).value).toBe(0)
  expect(await findDrift(runtime.db.$client, 'emptied')).toEqual([])
})

describe('levels asked for', () => {
  const rows = (table: string, list: [string, number, Record<string, unknown>?][]) =>
    list.map(([type, minute, after], place) => ({
      id: `${table}-${place}`,
      type,
      table,
      schema: 'public',
      timestamp: new Date(startAt + minute * minuteMs).toISOString(),
      ...(after ? { after } : {}),
      ...(type === 'DELETE' ? { key: { id: 1 } } : {}),
    }))
  const points = (answer: MetricRange) => answer.series[0]!.data_points.map(({ value: own }) => own)
  const asked = (minutes: number, more: Record<string, string> = {}) => ({
    from: new Date(startAt - 2 * minuteMs).toISOString(),
    to: new Date(startAt + minutes * minuteMs).toISOString(),
    step: '1m',
    ...more,
  })
  beforeAll(async () => {
    await ingest(
      rows('shelf', [
        ['INSERT', 0, { id: 1, amount: 10, status: 'new' }],
        ['INSERT', 2, { id: 2, amount: 5.5, status: 'new' }],
        ['UPDATE', 3, { id: 2, amount: 7, status: 'paid' }],
        ['DELETE', 6],
      ]),
    )
  })

  test('200: carry forward, and are null before the first row', async () => {
    expect(points(await range('shelf_rows', asked(9)))).toEqual([null, null, 1, 1, 2, 2, 2, 2, 1, 1, 1])
    expect(points(await range('shelf_amount_total', asked(8)))).toEqual([null, null, 10, 10, 15.5, 17, 17, 17, 7, 7])
    const byStatus = await range('shelf_current_by_status', asked(7, { filter: 'status:new' }))
    expect(points(byStatus)).toEqual([null, null, 1, 1, 2, 1, 1, 1, 0])
  })
  test('200: in wider steps the last by default; avg, min and max over their minutes', async () => {
    const wide = {
      from: new Date(startAt).toISOString(),
      to: new Date(startAt + 10 * minuteMs).toISOString(),
      step: '10m',
    }
    expect(points(await range('shelf_rows', wide))).toEqual([1])
    expect(points(await range('shelf_rows', { ...wide, aggregation: 'max' }))).toEqual([2])
    expect(points(await range('shelf_rows', { ...wide, aggregation: 'min' }))).toEqual([1])
    expect(points(await range('shelf_rows', { ...wide, aggregation: 'avg' }))).toEqual([1.4])
  })
  test('200: groups, the largest of them, and all of them together', async () => {
    const whole = { from: new Date(startAt).toISOString(), to: new Date(startAt + 4 * minuteMs).toISOString() }
    const grouped = await value('shelf_current_by_status', { ...whole, group_by: 'status' })
    expect(grouped.value).toBe(2)
    expect(grouped.series.map(({ labels, value: own }) => [labels.status, own])).toEqual([
      ['new', 1],
      ['paid', 1],
    ])
    const [first, rest] = (await value('shelf_current_by_status', { ...whole, group_by: 'status', limit: '1' })).series
    expect([first!.labels.status, rest!.labels.status, rest!.value]).toEqual(['new', '__other__', 1])
  })
  test('200: compared with before', async () => {
    const answer = await range('shelf_rows', { ...asked(4), compare: '2m' })
    expect(answer.compare!.series[0]!.data_points.map(({ value: own }) => own)).toEqual([null, null, null, null, 1, 1])
  })
  test.each([
    ['a sum', { aggregation: 'sum' }, 'last, avg, min, max'],
    ['a rate', { transform: 'rate' }, 'neither added up nor a rate'],
    ['steps within minutes', { step: '30s' }, 'whole minutes'],
  ])('400: %s', async (_name, query, words) => {
    const params = { name: 'shelf_rows' }
    const answer = await call(rangeRoute.GET, '/metrics/shelf_rows/range', { params, query: { ...asked(4), ...query } })
    expect([answer.status, answer.json.detail]).toEqual([400, expect.stringContaining(words)])
  })
  test('200: a column that is made a category later has the rows that there are, and is null before', async () => {
    await ingest(
      rows('bins', [
        ['INSERT', 0, { id: 1, zip: 10115 }],
        ['INSERT', 1, { id: 2, zip: 10115 }],
        ['INSERT', 2, { id: 3, zip: 20095 }],
      ]),
    )
    const path = '/schema/columns/bins/zip'
    const params = { table: 'bins', column: 'zip' }
    await call(columnRoute.PATCH, path, { method: 'PATCH', params, body: { role: 'categorical' } })
    await ingest([{ ...rows('bins', [['UPDATE', 5, { id: 3, zip: 10115 }]])[0]!, id: 'bins-later' }])
    const { series } = await value('bins_current_by_zip', { group_by: 'zip', ...asked(9) })
    expect(series.map(({ labels, value: own }) => [labels.zip, own])).toEqual([
      ['10115', 3],
      ['20095', 0],
    ])
    expect(points(await range('bins_current_by_zip', { ...asked(7), filter: 'zip:10115' }))).toEqual([
      null,
      null,
      null,
      null,
      2,
      2,
      2,
      3,
      3,
    ])
  })
  test('404: a table without row keys has no levels', async () => {
    await ingest([{ ...rows('keyless', [['INSERT', 0, { amount: 1 }]])[0]! }])
    const params = { name: 'keyless_rows' }
    expect((await call(queryRoute.GET, '/metrics/keyless_rows/query', { params })).status).toBe(404)
  })
})
