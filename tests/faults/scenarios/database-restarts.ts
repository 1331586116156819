import { setTimeout as pause } from 'node:timers/promises'
import { postBatch } from '@/tests/support/post'
import { numberedEvent, Senders } from '@/tests/support/senders'
import { Watcher } from '@/tests/support/watcher'
import { checkLedger } from '../ledger-check'
import { exactly, none, type Scenario, showProgress, told, within } from '../scenario'
import { onStage } from '../stage'

const dayStart = Date.UTC(2026, 2, 5)
const mostRecoverySeconds = 5

let probes = 0

/** Seconds until a single event is acknowledged. */
export async function timeFirstAcknowledged(url: string): Promise<number> {
  const began = performance.now()
  for (;;) {
    const body = JSON.stringify([{ ...numberedEvent(99, probes++, dayStart), table: 'probes' }])
    const { status } = await postBatch(url, body, { timeoutMs: 2000 })
    const seconds = (performance.now() - began) / 1000
    if (status === 202 || seconds > 60) return seconds
    await pause(25)
  }
}

export const databaseRestarts: Scenario<{ restarts: number; every: number }> = {
  name: 'database-restarts',
  promise: 'the database may restart',
  short: { restarts: 2, every: 4 },
  full: { restarts: 60, every: 10 },

  run: ({ scale: { restarts, every }, log }) =>
    onStage({ log }, async ({ database, server, sql }) => {
      const senders = new Senders(server.url, [20, 50, 100, 200], dayStart)
      const reader = new Watcher(server.url, '/metrics/orders_events_total/query')
      const recoveries: number[] = []
      const stop = showProgress(log, () => `${senders.acknowledged} events acknowledged, ${recoveries.length} restarts`)
      try {
        for (let done = 0; done < restarts; done += 1) {
          await pause(every * 1000)
          database.restart()
          await pause(50)
          await database.answers()
          const recovery = await timeFirstAcknowledged(server.url)
          recoveries.push(recovery)
          log(`acknowledging again ${recovery.toFixed(2)} s after the database was back`)
        }
        await pause(1000)
        const counts = await senders.finish()
        await reader.finish()
        return [
          told('events acknowledged', senders.acknowledged),
          told('restarts', restarts),
          told('refused and sent again', senders.ledger.refused),
          none('answers other than 202 and 503', senders.ledger.unexpected(202, 503)),
          exactly('503 without `Retry-After`', senders.ledger.withoutRetryAfter, 0),
          none(
            'answers to readers other than 200, 404 before the first event, and 503',
            reader.ledger.unexpected(200, 404, 503),
          ),
          within('taking events again after the database is back', Math.max(...recoveries), mostRecoverySeconds),
          exactly('last read', reader.last?.status ?? 0, 200),
          ...(await checkLedger(sql, counts, log)),
        ]
      } finally {
        stop()
        await reader.finish()
      }
    }),
}
