import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import * as rangeRoute from '@/app/api/v1/datawatch/metrics/[name]/range/route'
import type { MetricRange, MetricValue } from '@/lib/metrics/contract'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await ingest(orders)
})
afterAll(() => runtime.stop())

const order = (timestamp: string, amount: number, status: string, schema = 'shop') =>
  insertEvent({ table: 'orders', timestamp, schema, after: { id: `${timestamp}${amount}`, amount, status } })

const orders = [
  order('2026-03-28T10:00:00Z', 0.1, 'paid'),
  order('2026-03-28T11:00:00Z', 0.2, 'paid'),
  order('2026-03-28T23:30:00Z', 5, 'open'),
  order('2026-03-29T10:00:00Z', 7, 'part,paid'),
  order('2026-03-29T22:30:00Z', 11, 'void', 'archive'),
  order('2026-03-30T10:00:00Z', 13, 'void', 'archive'),
]
const days = { from: '2026-03-27T23:00:00Z', to: '2026-03-30T22:00:00Z', tz: 'Europe/Berlin', step: '1d' }

const value = (name: string, query: Record<string, string>) =>
  call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query })
const range = (name: string, query: Record<string, string>) =>
  call<MetricRange>(rangeRoute.GET, `/metrics/${name}/range`, { params: { name }, query })
const valuesOf = ({ data }: { data: MetricRange }) => data.series[0]!.data_points.map((point) => point.value)

describe('a filter', () => {
  test.each([
    ['equal', 'status:paid', 2],
    ['not equal', 'status!=paid', 4],
    ['alternatives', 'status:paid|open', 3],
    ['a pattern', 'status:~^pa', 3],
    ['a quoted comma', 'status:"part,paid"', 1],
    ['several labels', 'status:void,schema:archive', 2],
    ['conditions that nothing meets', 'status:paid,schema:archive', 0],
  ])('200: %s', async (_name, filter, expected) => {
    expect((await value('orders_by_status', { ...days, filter })).data.value).toBe(expected)
  })

  test('200: one given several times is a list', async () => {
    const url = new URL('http://127.0.0.1/api/v1/datawatch/metrics/orders_by_status/query')
    for (const [name, text] of Object.entries(days)) url.searchParams.append(name, text)
    url.searchParams.append('filter', 'status:paid')
    url.searchParams.append('filter', 'status:open')
    const answer = await queryRoute.GET(new Request(url), { params: Promise.resolve({ name: 'orders_by_status' }) })
    expect(await answer.json()).toMatchObject({ data: { value: 3 } })
  })
})

describe('groups', () => {
  test('200: by several labels, the largest first, the others together', async () => {
    const { data } = await value('orders_by_status', { ...days, group_by: 'schema,status', limit: '2' })
    expect(data.value).toBe(6)
    expect(data.series.map(({ labels, value: own }) => [labels.schema, labels.status, own])).toEqual([
      ['archive', 'void', 2],
      ['shop', 'paid', 2],
      ['__other__', '__other__', 2],
    ])
  })

  test.each([
    ['sum', [24, 12.3]],
    ['avg', [12, 3.075]],
    ['max', [13, 7]],
    ['count', [4, 2]],
    ['last', [13, 7]],
  ])('200: %s of what is together is of all its samples, in each step too', async (aggregation, expected) => {
    const query = { ...days, group_by: 'schema', aggregation }
    const whole = await value('orders_amount_sum', query)
    expect(whole.data.series.map((one) => one.value)).toEqual(expected)
    const cut = await range('orders_by_status', { ...days, group_by: 'status', limit: '1' })
    expect(cut.data.series.map(({ labels, data_points }) => [labels.status, data_points.map((p) => p.value)])).toEqual([
      ['paid', [2, 0, 0]],
      ['__other__', [0, 2, 2]],
    ])
  })
})

describe('the value of an earlier time', () => {
  test('200: beside that of an interval, in all and by group', async () => {
    const query = { from: '2026-03-28T23:00:00Z', to: '2026-03-29T22:00:00Z', tz: 'Europe/Berlin', group_by: 'status' }
    const { data } = await value('orders_by_status', { ...query, compare: 'previous_period' })
    expect(data.value).toBe(2)
    const { series, ...compare } = data.compare!
    expect(compare).toEqual({
      period: '1d',
      from: '2026-03-27T23:00:00.000Z',
      to: '2026-03-28T23:00:00.000Z',
      value: 2,
    })
    expect(series.map(({ labels, value: own }) => [labels.status, own])).toEqual([
      ['open', 0],
      ['part,paid', 0],
    ])
  })
  test('400: a period that is none', async () => {
    expect((await value('orders_by_status', { ...days, compare: 'yesterday' })).status).toBe(400)
  })
})

describe('steps', () => {
  test('200: days and hours keep to the clock over the change', async () => {
    expect(valuesOf(await range('orders_amount_sum', days))).toEqual([0.3, 12, 24])
    const six = await range('orders_amount_sum', { ...days, step: '6h' })
    expect(six.data.series[0]?.data_points.map(({ timestamp }) => timestamp.slice(8, 16))).toEqual([
      ...['27T23:00', '28T05:00', '28T11:00', '28T17:00'],
      ...['28T23:00', '29T04:00', '29T10:00', '29T16:00'],
      ...['29T22:00', '30T04:00', '30T10:00', '30T16:00'],
    ])
    expect(valuesOf(six)).toEqual([0, 0.1, 0.2, 0, 5, 0, 7, 0, 11, 0, 13, 0])
  })

  test('200: months, of which the last is not over', async () => {
    const { data } = await range('orders_events_total', { ...days, from: '2026-02-01T00:00:00+01:00', step: '1M' })
    expect(data.step).toBe('1M')
    expect(data.series[0]?.data_points).toEqual([
      { timestamp: '2026-01-31T23:00:00.000Z', value: 0 },
      { timestamp: '2026-02-28T23:00:00.000Z', value: 6, partial: true },
    ])
  })

  test('200: so far, and per second', async () => {
    expect(valuesOf(await range('orders_amount_sum', { ...days, transform: 'cumulative' }))).toEqual([0.3, 12.3, 36.3])
    const rates = valuesOf(await range('orders_amount_sum', { ...days, transform: 'rate' }))
    expect(rates).toEqual([0.3 / 86_400, 12 / 82_800, 24 / 86_400])
  })

  test('200: fill=previous goes on with the last value before the interval, of each group and of an earlier time', async () => {
    const later = { ...days, from: '2026-03-28T23:00:00Z', fill: 'previous', aggregation: 'avg' }
    const query = { ...later, group_by: 'status', filter: 'status:void|open|paid', compare: '1d' }
    const { data } = await range('orders_by_status', { ...query, from: '2026-03-27T23:00:00Z', compare: '1d' })
    expect(data.series.map(({ labels, data_points }) => [labels.status, data_points.map((p) => p.value)])).toEqual([
      ['open', [null, 1, 1]],
      ['paid', [1, 1, 1]],
      ['void', [null, null, 1]],
    ])
    expect(
      valuesOf(
        await range('orders_amount_sum', { ...later, from: '2026-03-31T23:00:00Z', to: '2026-04-01T22:00:00Z' }),
      ),
    ).toEqual([12])
    const before = await range('orders_amount_sum', {
      ...later,
      from: '2026-04-10T22:00:00Z',
      to: '2026-04-11T22:00:00Z',
      compare: '1w',
    })
    expect(before.data.compare!.series[0]!.data_points.map((point) => point.value)).toEqual([12])
  })

  test.each([
    ['previous_period', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', [0.3]],
    ['1d', '2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z', [0.3, 12]],
    ['1w', '2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z', [0, 0]],
  ])('200: compare=%s gives the values before by the timestamps asked for', async (compare, from, to, expected) => {
    const { data } = await range('orders_amount_sum', { ...days, from, to, compare })
    const points = data.compare!.series[0]!.data_points
    expect(points.map((point) => point.value)).toEqual(expected)
    expect(points.map((point) => point.timestamp)).toEqual(data.series[0]!.data_points.map((point) => point.timestamp))
  })
})

describe('refused', () => {
  test.each([
    ['an unknown label', { group_by: 'statsu' }, 'did you mean status?'],
    ['an unknown zone', { tz: 'Europe/Berlni' }, 'did you mean Europe/Berlin?'],
    ['an unknown aggregation', { aggregation: 'median' }, '"sum"'],
    ['an unknown step', { step: '1 fortnight' }, '1M (month)'],
    ['an unknown comparison', { compare: 'before' }, 'previous_period'],
    ['an unknown transform', { transform: 'log' }, 'cumulative'],
    ['a rate of an average', { transform: 'rate', aggregation: 'avg' }, 'not with avg'],
    [
      'too many points',
      { from: '2016-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z', step: '1m' },
      'the smallest step that fits is',
    ],
    ['a pattern that is none', { filter: 'status:~(' }, 'not a regular expression'],
  ])('400: %s', async (_name, query, part) => {
    const answer = await range('orders_by_status', query as Record<string, string>)
    expect([answer.status, answer.json.detail]).toEqual([400, expect.stringContaining(part)])
  })

  test('200: the smallest step that fits does', async () => {
    const wide = { from: '2016-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }
    const refused = await range('orders_by_status', { ...wide, step: '1m' })
    const step = /fits is (\w+)/.exec(String(refused.json.detail))![1]!
    expect((await range('orders_by_status', { ...wide, step })).status).toBe(200)
  })

  test('404: an unknown metric, with those that are nearest', async () => {
    const answer = await value('order_amont_sum', {})
    expect([answer.status, answer.json.detail]).toEqual([404, expect.stringContaining('orders_amount_sum')])
  })
})

test.each(['Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/Sao_Paulo'])(
  '200: days and months of %s hold what fell into them',
  async (tz) => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      at: Date.UTC(2026, 2, 20) + i * 17 * 3_600_000 + i * 61_000,
      amount: i + 0.25,
    }))
    const table = `walks_${tz.replace('/', '_').toLowerCase()}`
    const event = ({ at, amount }: (typeof rows)[number]) =>
      insertEvent({ table, timestamp: new Date(at).toISOString(), after: { id: at, amount } })
    await ingest(rows.map(event))
    const span = { from: '2026-03-20T05:00:00Z', to: '2026-08-05T00:00:00Z' }
    for (const step of ['6h', '1d', '1w', '1M']) {
      const { data } = await range(`${table}_amount_sum`, { ...span, step, tz })
      const points = data.series[0]!.data_points
      const starts = points.map(({ timestamp }) => Date.parse(timestamp))
      const expected = starts.map((start, i) =>
        rows
          .filter(
            ({ at }) => at >= Math.max(start, Date.parse(span.from)) && at < (starts[i + 1] ?? Date.parse(span.to)),
          )
          .reduce((sum, { amount }) => sum + amount, 0),
      )
      expect(points.map((point) => point.value)).toEqual(expected)
    }
  },
)
