import { setTimeout as pause } from 'node:timers/promises'
import { Senders } from '@/tests/support/senders'
import { TestDatabase } from '@/tests/support/test-database'
import { Watcher } from '@/tests/support/watcher'
import { checkLedger } from '../ledger-check'
import { atLeast, exactly, none, type Scenario, showProgress, told, within } from '../scenario'
import { onStage } from '../stage'
import { timeFirstAcknowledged } from './database-restarts'

const dayStart = Date.UTC(2026, 2, 6)
const mostRecoverySeconds = 5
const patienceSeconds = 300

type Sizes = { megabytes: number; grown: number; seconds: number }

export const fullDisk: Scenario<Sizes> = {
  name: 'full-disk',
  promise: 'the database may fill its disk',
  short: { megabytes: 448, grown: 1200, seconds: 6 },
  full: { megabytes: 448, grown: 2048, seconds: 60 },
  obstacle: TestDatabase.diskObstacle,

  run: ({ scale: { megabytes, grown, seconds }, log }) =>
    onStage({ log, diskMb: megabytes }, async ({ database, server, sql }) => {
      const senders = new Senders(server.url, [20, 50, 100, 200], dayStart)
      const stop = showProgress(log, () => `${senders.acknowledged} events acknowledged; ${senders.ledger.told}`)
      let reader: Watcher | undefined
      try {
        const began = performance.now()
        for (let still = -1; ; await pause(1500)) {
          if (senders.acknowledged === still && senders.ledger.refused > 0) break
          still = senders.acknowledged
          if ((performance.now() - began) / 1000 > patienceSeconds) throw new Error('the disk never became full')
        }
        const whenFull = senders.acknowledged
        log(`full after ${whenFull} events`)
        reader = new Watcher(server.url, '/metrics/orders_events_total/query')
        await pause(seconds * 1000)
        const whileFull = senders.acknowledged - whenFull
        await reader.finish()
        database.resizeDisk(grown)
        const recovery = await timeFirstAcknowledged(server.url)
        log(`acknowledging again after ${recovery.toFixed(1)} s`)
        await pause(2000)
        const counts = await senders.finish()
        await database.answers()
        return [
          told('events acknowledged before the disk was full', whenFull),
          told('and while it was', whileFull),
          told('the database gave up by itself (PANIC)', database.panics),
          atLeast('refused and sent again', senders.ledger.refused, 1),
          none('answers other than 202 and 503', senders.ledger.unexpected(202, 503)),
          exactly('503 without `Retry-After`', senders.ledger.withoutRetryAfter, 0),
          none('answers to readers other than 200 while it was full', reader.ledger.unexpected(200)),
          within('taking events again after it has grown', recovery, mostRecoverySeconds),
          ...(await checkLedger(sql, counts, log)),
        ]
      } finally {
        stop()
        await reader?.finish()
      }
    }),
}
