import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { dayOfChanges, inBatches, shuffle, tables } from '@/tests/support/changes'
import { countStored, recount } from '@/tests/support/recount'
import { deliver, Ledger } from '@/tests/support/senders'
import { atLeast, exactly, none, type Scenario, showProgress, told } from '../scenario'
import { onStage, revive } from '../stage'

const dayStart = Date.UTC(2026, 2, 2)
const workers = 8
const times = 3
const batchSize = 50

export const exactMetrics: Scenario<{ rows: number; kills: number }> = {
  name: 'exact-metrics',
  promise: 'metrics are exact',
  short: { rows: 900, kills: 3 },
  full: { rows: 60_000, kills: 40 },

  run: ({ scale: { rows, kills }, log }) =>
    onStage({ log, servers: 2 }, async ({ database, servers, sql }) => {
      const changes = dayOfChanges(rows, dayStart)
      const bodies = inBatches(shuffle(changes, 'batches'), batchSize).map((batch) => JSON.stringify(batch))
      const order = shuffle(
        bodies.flatMap((_, index) => Array<number>(times).fill(index)),
        'deliveries',
      )
      const origins = servers.map((server) => server.url)
      const ledger = new Ledger()
      let next = 0
      let killed = 0
      const stop = showProgress(log, () => `${next} of ${order.length} deliveries, ${killed} kills`)
      const work = async (worker: number) => {
        const agent = new Agent({ keepAlive: true })
        const turn = worker % 2 === 0 ? origins : [...origins].reverse()
        for (let at = next++; at < order.length; at = next++) await deliver(turn, bodies[order[at]!]!, ledger, agent)
        agent.destroy()
      }
      /** One server at a time, spread evenly over the deliveries. */
      const kill = async () => {
        while (next < order.length && killed < kills) {
          await pause(100)
          if (next < ((killed + 1) * order.length) / (kills + 1)) continue
          const server = servers[killed % servers.length]!
          await server.end('SIGKILL')
          killed += 1
          await revive(server, database)
        }
      }
      await Promise.all([kill(), ...Array.from({ length: workers }, (_, worker) => work(worker))]).finally(stop)

      log(`recounting ${changes.length} events`)
      const figures = [
        told('events', changes.length),
        told('deliveries of batches, each three times, by 8 workers to 2 servers', order.length),
        atLeast('`kill -9` of a server', killed, Math.min(kills, 1)),
        none('answers other than 202, 503 or none', ledger.unexpected(202, 503, 'connection')),
      ]
      let stored = 0
      for (const table of [...tables.plain, tables.imageless, tables.mixed]) {
        const { rows: count, ids } = await countStored(sql, table)
        stored += count
        figures.push(exactly(`${table}: doubled`, count - ids, 0))
        const { compared, drifted, first } = await recount(sql, table)
        for (const one of first) log(JSON.stringify(one))
        figures.push(exactly(`${table}: rollups that differ (of ${compared.toLocaleString('en')})`, drifted, 0))
      }
      figures.push(exactly('missing', changes.length - stored, 0))
      return figures
    }),
}
