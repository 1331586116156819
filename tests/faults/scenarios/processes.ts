import { setTimeout as pause } from 'node:timers/promises'
import type postgres from 'postgres'
import { Balancer, needNginx } from '@/tests/support/balancer'
import { needProgram } from '@/tests/support/debian-package'
import { LiveListener } from '@/tests/support/live-listener'
import { postBatch } from '@/tests/support/post'
import { Receiver } from '@/tests/support/receiver'
import { TestRedis } from '@/tests/support/redis'
import { Senders } from '@/tests/support/senders'
import { checkLedger } from '../ledger-check'
import { atLeast, exactly, type Figure, none, type Scenario, showProgress, told, within } from '../scenario'
import { onStage, revive } from '../stage'

const dayStart = Date.UTC(2026, 2, 9)
const batches = [1, 1, 20, 100]
const mostHearingSeconds = 2
const mostPauseSeconds = 10

type Sizes = { events: number; kills: number }

async function send(origin: string, path: string, body: unknown) {
  const answer = await fetch(`${origin}/api/v1/datawatch${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
}

/** One row of a table of its own, as of now, through one server. */
const insert = (origin: string, table: string) =>
  postBatch(
    origin,
    JSON.stringify([
      { id: table, type: 'INSERT', table, schema: 'public', timestamp: new Date().toISOString(), after: { id: 1 } },
    ]),
  )

/** Whether a change that one server takes in is heard of at every place. */
async function hearing(
  origins: readonly string[],
  listeners: readonly LiveListener[],
  name: string,
): Promise<Figure[]> {
  const waits: number[] = []
  for (const [nth, origin] of origins.entries()) {
    const table = `${name}_${nth}`
    await insert(origin, table)
    waits.push(...(await Promise.all(listeners.map((listener) => listener.hears(table)))))
    await pause(600)
  }
  const heard = waits.filter(Number.isFinite)
  return [
    exactly(`${name.replaceAll('_', ' ')}: places that hear of a change in each process`, heard.length, waits.length),
    within('longest until it is heard', Math.max(0, ...heard) / 1000, mostHearingSeconds),
  ]
}

/** One rule over all processes: it opens one alert, and one message tells of it. */
async function alertOnce(origin: string, sql: postgres.Sql): Promise<Figure[]> {
  const receiver = await Receiver.open()
  try {
    await send(origin, '/alerts/channels', { name: 'hook', type: 'webhook', config: { url: receiver.url } })
    await send(origin, '/alerts/rules', {
      name: 'Parcels',
      metric: 'parcels_inserts_total',
      window: '5m',
      threshold: 0,
    })
    await insert(origin, 'parcels')
    const until = performance.now() + 60_000
    while (receiver.received.length === 0 && performance.now() < until) await pause(50)
    await pause(3000)
    const opened = receiver.received.filter(({ json }) => (json as { type: string }).type === 'alert.opened')
    const [alerts] = await sql`select count(*)::int as n from alerts where rule_name = 'Parcels'`
    return [
      exactly('alerts of one rule', alerts!.n as number, 1),
      exactly('messages that tell of it', opened.length, 1),
    ]
  } finally {
    await receiver.close()
  }
}

/** Whether detection went on when the process that did it died. */
async function passes(sql: postgres.Sql): Promise<Figure[]> {
  const [found] = await sql`
    select count(*)::int as n, coalesce(max(extract(epoch from gap)), 0)::float8 as longest
    from (select started_at - lag(started_at) over (order by started_at) as gap from job_runs where finished_at is not null) runs`
  return [
    atLeast('passes of detection', found!.n as number, 2),
    within('longest from one pass to the next', found!.longest as number, mostPauseSeconds),
  ]
}

export const processes: Scenario<Sizes> = {
  name: 'processes',
  promise: 'one of several processes may die',
  short: { events: 3000, kills: 3 },
  full: { events: 500_000, kills: 60 },
  obstacle: async () => (await needNginx()).missing,

  run: async ({ scale: { events, kills }, log }) => {
    const { path: nginx } = await needNginx()
    const { path: redisServer } = await needProgram('redis-server', 'redis-server')
    const redis = redisServer ? await TestRedis.start(redisServer) : null
    const env = {
      DATAWATCH_ANOMALY_ENABLED: 'true',
      DATAWATCH_ANOMALY_DETECTION_INTERVAL: '1s',
      DATAWATCH_ALERTS_EVALUATION_INTERVAL: '1s',
      DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1',
      ...(redis ? { REDIS_URL: redis.url } : {}),
    }
    try {
      return await onStage({ log, servers: 3, atOnce: true, env }, async ({ database, servers, sql }) => {
        const origins = servers.map(({ url }) => url)
        const balancer = await Balancer.start(
          nginx!,
          servers.map(({ options }) => options.port),
        )
        const listeners = [balancer.url, ...origins].map((origin) => new LiveListener(origin))
        let killed = 0
        try {
          await pause(1000)
          const before = await hearing(origins, listeners, 'all_is_well')
          const senders = new Senders(balancer.url, batches, dayStart)
          const stop = showProgress(log, () => `${senders.acknowledged} events acknowledged, ${killed} kills`)
          const kill = async () => {
            while (killed < kills || senders.acknowledged < events) {
              await pause(1000)
              if (killed >= kills) continue
              const server = servers[killed % servers.length]!
              await server.end('SIGKILL')
              killed += 1
              if (killed === Math.ceil(kills / 2)) await redis?.kill()
              await pause(500)
              await revive(server, database)
            }
          }
          await kill().finally(stop)
          const counts = await senders.finish()
          const without = await hearing(origins, listeners, 'without_redis')
          await redis?.start()
          return [
            told('servers, started together over an empty database, behind nginx', servers.length),
            ...before,
            atLeast('events acknowledged', senders.acknowledged, events),
            atLeast('`kill -9` of a server, one after another', killed, kills),
            told('Redis', redis ? 'killed half way' : 'not here'),
            none('answers other than 202, 502, 503 or none', senders.ledger.unexpected(202, 502, 503, 'connection')),
            told('answers', senders.ledger.told),
            ...(await checkLedger(sql, counts, log)),
            ...without,
            atLeast('connections of the browser behind nginx', listeners[0]!.connections, 1),
            ...(await alertOnce(balancer.url, sql)),
            ...(await passes(sql)),
          ]
        } finally {
          for (const listener of listeners) listener.close()
          await balancer.stop()
        }
      })
    } finally {
      await redis?.kill()
    }
  },
}
