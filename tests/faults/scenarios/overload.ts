import { setTimeout as pause } from 'node:timers/promises'
import { quantileSorted } from '@/lib/stats/quantile-sorted'
import { OpenLoop } from '@/tests/support/open-loop'
import { postBatch } from '@/tests/support/post'
import { numberedEvent, Senders } from '@/tests/support/senders'
import { stallUpload } from '@/tests/support/stalled-upload'
import { atLeast, atMost, exactly, type Figure, none, type Scenario, showProgress, told, within } from '../scenario'
import { onStage } from '../stage'

const dayStart = Date.UTC(2026, 2, 4)
const times = 5
const batchSize = 100
const answerMs = 30_000
const mostMemory = 512
const mostRecoverySeconds = 10

type Sizes = { seconds: number; frozen: number; stalled: number }

async function measureCapacity(url: string, seconds: number): Promise<number> {
  const senders = new Senders(url, [batchSize, batchSize, batchSize, batchSize], dayStart)
  const began = performance.now()
  await pause(seconds * 1000)
  const perSecond = senders.acknowledged / ((performance.now() - began) / 1000)
  await senders.finish()
  return perSecond
}

let probes = 0

/** Seconds until ten single events in a row are stored, each within a quarter of a second. */
async function timeRecovery(url: string): Promise<number> {
  const began = performance.now()
  for (let inRow = 0; inRow < 10; ) {
    const seconds = (performance.now() - began) / 1000
    if (seconds > 60) return seconds
    const body = JSON.stringify([numberedEvent(9, probes++, dayStart)])
    const { status, ms } = await postBatch(url, body, { timeoutMs: 5000 })
    inRow = status === 202 && ms < 250 ? inRow + 1 : 0
    await pause(20)
  }
  return (performance.now() - began) / 1000
}

export const overload: Scenario<Sizes> = {
  name: 'overload',
  promise: 'overload sheds',
  short: { seconds: 8, frozen: 6, stalled: 300 },
  full: { seconds: 180, frozen: 45, stalled: 300 },

  run: ({ scale: { seconds, frozen, stalled }, log }) =>
    onStage({ log }, async ({ database, server, sql }) => {
      await measureCapacity(server.url, 1)
      const capacity = await measureCapacity(server.url, 4)
      log(`takes ${Math.round(capacity)} events a second; sending ${times} times that, ${stalled} uploads stalled`)
      const load = new OpenLoop(server.url, { sender: 20, size: batchSize, dayStart, timeoutMs: answerMs })
      const stop = showProgress(
        log,
        () =>
          `${load.sent} requests sent, ${load.waiting} waiting; ${load.ledger.told}; ${Math.round(server.peakMemory)} MiB`,
      )
      const uploads = Array.from({ length: stalled }, () => stallUpload(server.url))
      const figures: Figure[] = [told('capacity, events/s', Math.round(capacity))]
      try {
        load.run(times * capacity)
        await pause(seconds * 1000)
        load.pause()
        const sentPerSecond = (load.sent * batchSize) / seconds
        figures.push(told('sent, events/s, at most 1,000 requests unanswered', Math.round(sentPerSecond)))
        const recovery = await timeRecovery(server.url)
        figures.push(within('back to normal after the load', recovery, mostRecoverySeconds))

        log(`freezing the database for ${frozen} s`)
        database.freeze()
        load.run(capacity)
        await pause(frozen * 1000)
        load.pause()
        database.thaw()
        figures.push(
          within(
            `back to normal after ${frozen} s of a frozen database`,
            await timeRecovery(server.url),
            mostRecoverySeconds,
          ),
        )
        await load.settle()
        const answered = await Promise.all(uploads.map((upload) => upload.status))
        const waits = load.waits.sort((a, b) => a - b)
        return [
          ...figures,
          none('answers other than 2xx, 429 and 503', load.ledger.unexpected(202, 429, 503)),
          atLeast('shed', load.ledger.refused, 1),
          told('answers', load.ledger.told),
          told(
            'p50 / p99 of an answer',
            `${quantileSorted(waits, 0.5).toFixed(0)} / ${quantileSorted(waits, 0.99).toFixed(0)} ms`,
          ),
          exactly('429 and 503 without `Retry-After`', load.ledger.withoutRetryAfter, 0),
          exactly('stalled uploads answered 408', answered.filter((status) => status === 408).length, stalled),
          exactly('acknowledged and lost', await load.countLost(sql), 0),
          atMost('memory of the server', server.peakMemory, mostMemory, ' MiB'),
        ]
      } finally {
        stop()
        load.pause()
        for (const upload of uploads) upload.close()
      }
    }),
}
