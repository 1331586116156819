import { setTimeout as pause } from 'node:timers/promises'
import { Senders } from '@/tests/support/senders'
import { checkLedger } from '../ledger-check'
import { atLeast, none, type Scenario, showProgress, told } from '../scenario'
import { onStage, revive } from '../stage'

const dayStart = Date.UTC(2026, 2, 1)
const batches = [20, 50, 100, 200]

type Sizes = { events: number; kills: number; crashes: number }

/** Spread over [0, 1), the same in each run. */
const chance = (step: number) => (Math.imul(step + 1, 2_654_435_761) >>> 0) / 2 ** 32

export const noLoss: Scenario<Sizes> = {
  name: 'no-loss',
  promise: 'no acknowledged event is lost',
  short: { events: 15_000, kills: 5, crashes: 2 },
  full: { events: 1_000_000, kills: 100, crashes: 20 },

  run: ({ scale: { events, kills, crashes }, log }) =>
    onStage({ log }, async ({ database, server, sql }) => {
      let killed = 0
      let crashed = 0
      const senders = new Senders(server.url, batches, dayStart)
      const stop = showProgress(
        log,
        () => `${senders.acknowledged} events acknowledged, ${killed} kills, ${crashed} database crashes`,
      )
      const kill = async () => {
        while (killed < kills || senders.acknowledged < events) {
          await pause(700 + chance(killed) * 1600)
          if (killed >= kills) continue
          await server.end('SIGKILL')
          killed += 1
          await revive(server, database)
        }
      }
      const crash = async () => {
        while (crashed < crashes) {
          await pause(1000 + chance(crashed + 1000) * 4000)
          await database.answers()
          database.crash()
          crashed += 1
        }
      }
      await Promise.all([kill(), crash()]).finally(stop)
      const counts = await senders.finish()
      await database.answers()

      return [
        atLeast('events acknowledged', senders.acknowledged, events),
        told('`kill -9` of the server', killed),
        told('immediate stops of the database', crashed),
        atLeast('requests that failed and were sent again', senders.ledger.refused, 1),
        ...(await checkLedger(sql, counts, log)),
        none('answers other than 202, 503 or none', senders.ledger.unexpected(202, 503, 'connection')),
      ]
    }),
}
