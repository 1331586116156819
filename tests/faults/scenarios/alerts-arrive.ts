import { setTimeout as pause } from 'node:timers/promises'
import type postgres from 'postgres'
import { uuidv7 } from 'uuidv7'
import { answering, answerOk, type Received, Receiver } from '@/tests/support/receiver'
import { atLeast, exactly, none, type Scenario, told, within } from '../scenario'
import { onStage, revive } from '../stage'

const mostFirstSeconds = 5
const patienceMs = 180_000
const seen = ({ headers }: Received) => headers['webhook-id'] ?? ''

type Outbox = { ids: string[]; at: number }

async function addChannel(sql: postgres.Sql, name: string, url: string): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into alert_channels (id, name, type, enabled, send_resolved, max_per_minute, config, secrets, origin, created_at, updated_at)
    values (${id}, ${name}, 'webhook', true, true, 600, ${sql.json({ url })}, '{}', 'manual', now(), now())`
  return id
}

/** Alerts that opened, with what the channels are to be told of each: that it fires, and what changed. */
async function openAlerts(sql: postgres.Sql, channels: string[], count: number): Promise<Outbox> {
  const ids: string[] = []
  const at = performance.now()
  await sql.begin(async (tx) => {
    for (let made = 0; made < count; made += 1) {
      const alert = uuidv7()
      await tx`
        insert into alerts (id, rule_name, kind, key, title, message, severity, status, labels, path, started_at, last_seen_at, opened_at)
        values (${alert}, 'Rule', 'metric', ${alert}, 'An alert', '', 'high', 'firing', '{}', '/', now(), now(), now())`
      for (const channel of channels)
        for (const kind of ['opened', 'updated']) {
          const id = uuidv7()
          ids.push(id)
          await tx`
            insert into alert_deliveries (id, alert_id, channel_id, kind, reason, due_at, created_at)
            values (${id}, ${alert}, ${channel}, ${kind}, ${kind}, now(), now())`
        }
    }
    await tx`select pg_notify('datawatch_changes', '{"tables":[],"topics":["deliveries"]}')`
  })
  return { ids, at }
}

/** Behaves by turns as a receiver in trouble does, at the first try of each alert; `firstAt` is when each was first tried. */
async function openTroubled(canary: string, firstAt: Map<string, number>, arrived: Map<string, number>) {
  const troubles = [
    answering(500),
    answering(429, { 'Retry-After': '1' }),
    answering(302, { Location: canary }),
    ((response) => response.socket?.destroy()) as typeof answerOk,
    answering(503),
    answering(307, { Location: canary }),
  ]
  return Receiver.open((response, received, nth) => {
    const id = seen(received)
    const known = firstAt.has(id)
    if (!known) firstAt.set(id, performance.now())
    if (!known && (received.json as { type: string }).type === 'alert.opened')
      return troubles[firstAt.size % troubles.length]!(response, received, nth)
    arrived.set(id, (arrived.get(id) ?? 0) + 1)
    return answerOk(response, received, nth)
  })
}

/** Alerts whose parts came in another order than they were decided. */
function outOfOrder(received: Received[]): string[] {
  const first = new Map<string, string[]>()
  for (const { json } of received) {
    const { alert, type } = json as { alert: { id: string }; type: string }
    const types = first.get(alert.id) ?? []
    if (!types.includes(type)) first.set(alert.id, [...types, type])
  }
  return [...first].filter(([, types]) => types[0] !== 'alert.opened').map(([id]) => id)
}

export const alertsArrive: Scenario<{ alerts: number; kills: number }> = {
  name: 'alerts-arrive',
  promise: 'alerts arrive',
  short: { alerts: 6, kills: 1 },
  full: { alerts: 500, kills: 20 },

  run: ({ scale: { alerts, kills }, log }) =>
    onStage({ log, env: { DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1' } }, async ({ server, sql, database }) => {
      const [firstAt, arrived] = [new Map<string, number>(), new Map<string, number>()]
      const canary = await Receiver.open()
      const troubled = await openTroubled(canary.url, firstAt, arrived)
      let killing: Promise<unknown> | null = null
      /** Kills the sender when a message has arrived and before it can know: it is never answered. */
      const steady = await Receiver.open((response, received, nth) => {
        const id = seen(received)
        if (!firstAt.has(id)) firstAt.set(id, performance.now())
        if (killing === null) {
          killing = server.end('SIGKILL')
          return
        }
        arrived.set(id, (arrived.get(id) ?? 0) + 1)
        return answerOk(response, received, nth)
      })
      try {
        const channels = [await addChannel(sql, 'troubled', troubled.url), await addChannel(sql, 'steady', steady.url)]
        const all: string[] = []
        const first: number[] = []
        for (let kill = 0; kill < kills; kill += 1) {
          killing = null
          const { ids, at } = await openAlerts(sql, channels, Math.ceil(alerts / kills))
          all.push(...ids)
          while (killing === null) await pause(10)
          await killing
          log(`killed between a message and its mark, ${arrived.size} of ${all.length} had arrived`)
          first.push(...ids.flatMap((id) => (firstAt.get(id) ?? Number.POSITIVE_INFINITY) - at).filter(Number.isFinite))
          await revive(server, database)
        }
        const until = performance.now() + patienceMs
        while (all.some((id) => !arrived.has(id)) && performance.now() < until) await pause(50)
        const [left] = await sql`select count(*)::int as n from alert_deliveries where status <> 'sent'`
        const tried = troubled.received.length + steady.received.length
        const strangers = [...firstAt.keys()].filter((id) => !all.includes(id))
        return [
          told('deliveries', all.length),
          told('`kill -9` between a message and its mark', kills),
          none(
            'that never arrived',
            all.filter((id) => !arrived.has(id)),
          ),
          none('ids that were not those of the outbox', strangers),
          atLeast('tries, with those that were refused, cut off or killed', tried, all.length + alerts),
          told(
            'that arrived twice, where the sender could not know',
            [...arrived.values()].filter((n) => n > 1).length,
          ),
          none('told of what changed before it was told of', [
            ...outOfOrder(troubled.received),
            ...outOfOrder(steady.received),
          ]),
          exactly('requests that followed a redirect', canary.received.length, 0),
          within('first try of what was first: longest', Math.max(0, ...first) / 1000, mostFirstSeconds),
          told('not marked yet', left!.n as number),
        ]
      } finally {
        await Promise.all([troubled.close(), steady.close(), canary.close()])
      }
    }),
}
