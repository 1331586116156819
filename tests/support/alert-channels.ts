import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import * as chartRoute from '@/app/api/v1/datawatch/alerts/[id]/chart.png/route'
import * as channelRoute from '@/app/api/v1/datawatch/alerts/channels/[id]/route'
import * as channelsRoute from '@/app/api/v1/datawatch/alerts/channels/route'
import * as replayRoute from '@/app/api/v1/datawatch/alerts/deliveries/replay/route'
import * as deliveriesRoute from '@/app/api/v1/datawatch/alerts/deliveries/route'
import * as testRoute from '@/app/api/v1/datawatch/alerts/test/route'
import { alerts, alertTimeline } from '@/drizzle/schema/alerts'
import type { Channel, ChannelList, DeliveryKind, DeliveryList, TestResult } from '@/lib/alerts/channel-contract'
import { Dispatcher } from '@/lib/alerts/service/dispatch'
import type { Resolve } from '@/lib/alerts/service/resolve-host'
import type { AlertRow } from '@/lib/alerts/store/alerts'
import { enqueue, type Outgoing } from '@/lib/alerts/store/outbox'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import { call } from './http'

type Query = Record<string, string>

export const addChannel = (body: unknown) =>
  call<Channel>(channelsRoute.POST, '/alerts/channels', { method: 'POST', body })
export const channels = (query: Query = {}) => call<ChannelList>(channelsRoute.GET, '/alerts/channels', { query })
export const channel = (id: string) => call<Channel>(channelRoute.GET, `/alerts/channels/${id}`, { params: { id } })
export const changeChannel = (id: string, body: unknown) =>
  call<Channel>(channelRoute.PUT, `/alerts/channels/${id}`, { method: 'PUT', params: { id }, body })
export const removeChannel = (id: string) =>
  call(channelRoute.DELETE, `/alerts/channels/${id}`, { method: 'DELETE', params: { id } })
export const sendTest = (body: unknown) => call<TestResult>(testRoute.POST, '/alerts/test', { method: 'POST', body })
export const deliveries = (query: Query = {}) =>
  call<DeliveryList>(deliveriesRoute.GET, '/alerts/deliveries', { query })
export const replay = (body?: unknown) =>
  call<{ replayed: number }>(replayRoute.POST, '/alerts/deliveries/replay', { method: 'POST', body })

/** Asks for the chart of an alert; the answer is no JSON. */
export const chart = (id: string, signature?: string) =>
  chartRoute.GET(
    new Request(
      `http://127.0.0.1:3002/api/v1/datawatch/alerts/${id}/chart.png${signature ? `?signature=${signature}` : ''}`,
    ),
    { params: Promise.resolve({ id }) },
  )

let made = 0

/** An alert as rules open it. */
export function alertRow(more: Partial<AlertRow> = {}): AlertRow {
  made += 1
  const at = new Date()
  return {
    id: uuidv7(),
    ruleId: null,
    ruleName: 'Orders',
    kind: 'metric',
    key: `k${made}`,
    title: `Orders dropped ${made}`,
    message: 'Fewer orders than usual.',
    severity: 'high',
    status: 'firing',
    labels: { status: 'paid' },
    tableName: null,
    metric: null,
    source: null,
    value: 3,
    threshold: 10,
    expected: 'about 12',
    path: '/metrics/orders_inserts_total',
    startedAt: new Date(at.getTime() - 60_000 - made),
    lastSeenAt: at,
    resolvedAt: null,
    resolvedBy: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    note: null,
    snoozedUntil: null,
    silenced: false,
    inhibited: false,
    flapping: false,
    told: false,
    assignee: null,
    owner: null,
    runbookUrl: null,
    openedAt: at,
    ...more,
  }
}

export async function insertAlerts(rows: AlertRow[]): Promise<string[]> {
  const { db } = getRuntime()
  for (let from = 0; from < rows.length; from += 1000) await db.insert(alerts).values(rows.slice(from, from + 1000))
  return rows.map(({ id }) => id)
}

/** So many alerts like one, faster than one by one; answers their ids. */
export async function insertCopies(count: number, more: Partial<AlertRow> = {}): Promise<string[]> {
  const like = await insertAlert(more)
  const rows = await getRuntime().db.$client<{ id: string }[]>`
    insert into alerts
    select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'key', n))).*
    from alerts a, generate_series(2, ${count}) n where a.id = ${like}
    returning id`
  return [like, ...rows.map(({ id }) => id)]
}

export const insertAlert = async (more: Partial<AlertRow> = {}) => (await insertAlerts([alertRow(more)]))[0]!

type Told = { kind?: DeliveryKind; more?: Partial<Outgoing> }

/** Puts messages about alerts to a channel into the outbox, as one decision. */
export async function tell(channelId: string, alertIds: string[], { kind = 'opened', more }: Told = {}) {
  const { db } = getRuntime()
  const now = new Date()
  const all = alertIds.map((alertId) => {
    made += 1
    return { alertId, channelId, kind, reason: `${kind} ${made}`, dueAt: now, digest: false, ...more }
  })
  await db.transaction((tx) => enqueue(tx, all, now))
}

export const timelineOf = (alertId: string) =>
  getRuntime()
    .db.select({ kind: alertTimeline.kind, text: alertTimeline.text })
    .from(alertTimeline)
    .where(eq(alertTimeline.alertId, alertId))
    .orderBy(alertTimeline.id)

type Options = { wait?: (attempts: number) => number | null; resolve?: Resolve }

/** A dispatcher of the test's own; it tries again at once unless `wait` says otherwise. */
export function startDispatcher({ wait = () => 20, resolve }: Options = {}) {
  const { log, live } = getRuntime()
  const makeContext = () => createContext({ kind: 'system', name: 'test' })
  const dispatcher = new Dispatcher({ makeContext, log, wait, resolve })
  const leave = live.subscribe({
    change: ({ topics }) => topics.includes('deliveries') && dispatcher.ask(),
    end: () => {},
  })
  dispatcher.ask()
  return {
    ask: () => dispatcher.ask(),
    stop: async () => {
      leave()
      await dispatcher.stop()
    },
  }
}
