import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as anomaliesRoute from '@/app/api/v1/datawatch/anomalies/route'
import * as listRoute from '@/app/api/v1/datawatch/detection/route'
import * as backtestRoute from '@/app/api/v1/datawatch/metrics/[name]/detection/backtest/route'
import { DELETE, GET, PUT } from '@/app/api/v1/datawatch/metrics/[name]/detection/route'
import type { AnomalyList } from '@/lib/anomalies/contract'
import type { DetectionInput, DetectionList, MetricDetection } from '@/lib/anomalies/detection-contract'
import { base, bucket, day, flow, hour, iso, minute, ordinary, passAt, send } from '@/tests/support/detected-flow'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const spikeAt = base - 3 * hour
const withSpike = (at: number) => (at === spikeAt ? 50 : ordinary(at))

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  for (const table of ['orders', 'calls']) await send(flow(table, base - 3 * day, base, withSpike))
  await send(flow('fresh', base - 5 * hour, base, ordinary))
  await send(flow('rare', base - 2 * hour, base, (at) => (at % hour === 0 ? 1 : 0)))
})
afterAll(() => runtime.stop())

const orders = 'orders_events_total'
const handlers = { DELETE, GET, PUT }
const path = (metric: string) => `/metrics/${metric}/detection`
const ask = (method: 'GET' | 'PUT' | 'DELETE', metric: string, body?: unknown) =>
  call<MetricDetection>(handlers[method], path(metric), { method, params: { name: metric }, body })
const put = (body: DetectionInput, metric = orders) => ask('PUT', metric, body)
const list = (query: Record<string, string> = {}) => call<DetectionList>(listRoute.GET, '/detection', { query })
let passes = 0
const pass = () => passAt(base + 7 * minute + ++passes * minute)

async function startsOf(metric = orders) {
  const { data } = await call<AnomalyList>(anomaliesRoute.GET, '/anomalies', { query: { metric } })
  return data.anomalies.map((one) => one.started_at)
}

describe('settings', () => {
  test('200: those of nobody are the defaults; what is put is answered; the same again changes nothing', async () => {
    expect((await ask('GET', orders)).data).toMatchObject({ is_default: true, settings: { direction: 'both' } })
    const body: DetectionInput = {
      sensitivity: 'high',
      direction: 'up',
      floor_absolute: 5,
      floor_percent: 20,
      excluded: {
        weekly: [{ days: ['saturday'], from: '22:00', to: '06:00', time_zone: 'Europe/Berlin' }],
        dates: [{ first_day: '2026-12-24', last_day: '2026-12-26' }],
      },
    }
    const first = await put(body)
    expect(first.data).toMatchObject({ is_default: false, settings: { ...body, muted: false } })
    const second = await put(body)
    expect([second.status, second.data.updated_at]).toEqual([200, first.data.updated_at])
    expect((await ask('GET', orders)).data.settings).toEqual(first.data.settings)
    expect((await ask('DELETE', orders)).data).toMatchObject({ is_default: true, settings: { sensitivity: null } })
    expect((await ask('DELETE', orders)).status).toBe(200)
  })

  test('200: of many at once one stands whole', async () => {
    const levels = ['low', 'medium', 'high'] as const
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, at) => put({ sensitivity: levels[at % 3]!, floor_absolute: (at % 3) + 1 })),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const { sensitivity, floor_absolute } = (await ask('GET', orders)).data.settings
    expect(levels.indexOf(sensitivity!) + 1).toBe(floor_absolute)
    await ask('DELETE', orders)
  })

  const weekly = (change: object) => ({
    excluded: { weekly: [{ days: ['monday'], from: '09:00', to: '10:00', ...change }] },
  })
  test.each([
    { name: 'a sensitivity', body: { sensitivity: 'loud' }, field: 'sensitivity', says: /low.*medium.*high/ },
    { name: 'a direction', body: { direction: 'left' }, field: 'direction', says: /both.*up.*down/ },
    { name: 'a floor below zero', body: { floor_absolute: -1 }, field: 'floor_absolute', says: /above 0/ },
    { name: 'a floor that is text', body: { floor_percent: '5' }, field: 'floor_percent', says: /number above 0/ },
    {
      name: 'a weekday',
      body: weekly({ days: ['funday'] }),
      field: 'excluded.weekly.0.days.0',
      says: /monday.*sunday/,
    },
    { name: 'no weekday', body: weekly({ days: [] }), field: 'excluded.weekly.0.days', says: /at least one of monday/ },
    { name: 'a time of day', body: weekly({ from: '25:00' }), field: 'excluded.weekly.0.from', says: /00:00 to 23:59/ },
    {
      name: 'a window of nothing',
      body: weekly({ to: '09:00' }),
      field: 'excluded.weekly.0.to',
      says: /00:00 to 24:00/,
    },
    {
      name: 'a time zone',
      body: weekly({ time_zone: 'Europe/Berlim' }),
      field: 'excluded.weekly.0.time_zone',
      says: /Europe\/Berlin/,
    },
    {
      name: 'days that end before they begin',
      body: { excluded: { dates: [{ first_day: '2026-02-02', last_day: '2026-02-01' }] } },
      field: 'excluded.dates.0.last_day',
      says: /before first_day/,
    },
    { name: 'an unknown field', body: { sensivity: 'low' }, field: '', says: /sensivity; possible: sensitivity/ },
    {
      name: 'an end of no mute',
      body: { muted_until: iso(base + 90 * day) },
      field: 'muted_until',
      says: /muted: true/,
    },
    {
      name: 'a mute that is over',
      body: { muted: true, muted_until: iso(base) },
      field: 'muted_until',
      says: /is over/,
    },
  ])('422: $name', async ({ body, field, says }) => {
    const { status, json } = await put(body as DetectionInput)
    expect(status).toBe(422)
    const issue = (json.errors as { path: string; message: string }[]).find((one) => one.path === field)
    expect(issue?.message).toMatch(says)
  })

  test.each(['GET', 'PUT', 'DELETE'] as const)('404: %s of an unknown metric names the nearest', async (method) => {
    const { status, json } = await ask(method, 'orders_event_total', method === 'PUT' ? {} : undefined)
    expect([status, json.detail]).toEqual([404, expect.stringContaining(orders)])
  })

  test.each([
    { body: { days: 91 }, says: /90/ },
    { body: { days: 0 }, says: /1/ },
    { body: { settings: { direction: 'left' } }, says: /both.*up.*down/ },
  ])('422: a backtest of $body', async ({ body, says }) => {
    const { status, json } = await call(backtestRoute.POST, `${path(orders)}/backtest`, {
      method: 'POST',
      params: { name: orders },
      body,
    })
    expect([status, json.detail]).toEqual([422, expect.stringMatching(says)])
  })
})

describe('the pass obeys', () => {
  test('a muted metric stays silent, also when the mute is over; others do not', async () => {
    expect((await put({ muted: true }, 'calls_events_total')).data.status.state).toBe('muted')
    await pass()
    expect(await startsOf('calls_events_total')).toEqual([])
    expect(await startsOf()).toEqual([iso(spikeAt)])
    const unmuted = await put({ muted: false }, 'calls_events_total')
    expect(unmuted.data.settings).toMatchObject({ muted: false, muted_until: null })
  })

  const clock = (at: number) => iso(at).slice(11, 16)
  const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
  test.each<{ name: string; body: DetectionInput; raised: boolean }>([
    { name: 'only what falls', body: { direction: 'down' }, raised: false },
    { name: 'only what rises', body: { direction: 'up' }, raised: true },
    { name: 'a floor above it', body: { floor_absolute: 100 }, raised: false },
    { name: 'a floor below it', body: { floor_absolute: 20 }, raised: true },
    { name: 'a floor in percent above it', body: { floor_percent: 1000 }, raised: false },
    {
      name: 'its day and time excluded',
      body: {
        excluded: {
          weekly: [{ days: [days[new Date(spikeAt).getUTCDay()]!], from: clock(spikeAt), to: clock(spikeAt + bucket) }],
        },
      },
      raised: false,
    },
    {
      name: 'another time excluded',
      body: { excluded: { weekly: [{ days: [...days], from: clock(spikeAt + hour), to: clock(spikeAt + 2 * hour) }] } },
      raised: true,
    },
    {
      name: 'its date excluded',
      body: { excluded: { dates: [{ first_day: iso(spikeAt).slice(0, 10), last_day: iso(spikeAt).slice(0, 10) }] } },
      raised: false,
    },
    { name: 'as usual', body: {}, raised: true },
  ])('$name: the spike is raised $raised', async ({ body, raised }) => {
    expect((await put(body)).status).toBe(200)
    await pass()
    expect(await startsOf()).toEqual(raised ? [iso(spikeAt)] : [])
  })
})

describe('status', () => {
  test('says what is judged, and what is learned', async () => {
    expect((await ask('GET', orders)).data.status).toMatchObject({
      step_seconds: 300,
      history_since: iso(base - 3 * day),
      open_anomalies: 1,
      alarms_30d: 1,
      last_judged: iso(base - 2 * bucket),
    })
    const states = await list({ limit: '1000' })
    const stateOf = (name: string) => states.data.metrics.find((one) => one.metric_name === name)?.status
    expect(stateOf(orders)).toMatchObject({ state: 'ready', sureness: expect.closeTo(3 / 7, 1) })
    expect(stateOf('fresh_events_total')).toMatchObject({
      state: 'learning',
      reason: expect.stringContaining('day of history'),
    })
    expect(stateOf('rare_events_total')?.state).toBe('too_sparse')
    expect(stateOf('orders_inserts_total')).toMatchObject({ state: 'off', reason: expect.stringContaining('repeat') })
    expect((await ask('GET', 'orders_lag_seconds')).data.status.state).toBe('off')
  })

  test('200: pages and filters', async () => {
    const all = (await list({ limit: '1000' })).data
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: DetectionList = (await list({ limit: '2', ...(cursor ? { cursor } : {}) })).data
      seen.push(...page.metrics.map((one) => one.metric_name))
      cursor = page.next_cursor
    }
    expect(seen).toEqual(all.metrics.map((one) => one.metric_name))
    const learning = (await list({ state: 'learning', q: 'FRESH' })).data
    expect(learning.metrics.every(({ status }) => status.state === 'learning')).toBe(true)
    expect(learning.count).toBe(learning.states.learning)
  })

  test.each([
    { query: { state: 'asleep' }, says: /ready.*learning.*muted/ },
    { query: { cursor: '%' }, says: /cursor/ },
    { query: { limit: '0' }, says: /limit/ },
  ])('400: $query', async ({ query, says }) => {
    const { status, json } = await list(query as unknown as Record<string, string>)
    expect([status, json.detail]).toEqual([400, expect.stringMatching(says)])
  })
})
