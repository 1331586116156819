import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answered, postBatch } from '@/tests/support/post'
import { numberedEvent } from '@/tests/support/senders'
import type { ServerProcess } from '@/tests/support/server'
import { stallUpload } from '@/tests/support/stalled-upload'
import { checkLedger } from '../ledger-check'
import { atLeast, none, type Scenario, told, within } from '../scenario'
import { onStage } from '../stage'

const dayStart = Date.UTC(2026, 2, 7)
const senders = 6
const batchSize = 40
const mostSeconds = 25

type Sent = Answered & { sentAt: number }

/** Sends one batch after another until it finds nobody, noting when each had left; every other sender opens a connection for each. */
class Caller {
  readonly sent: Sent[] = []
  acknowledged = 0
  readonly #agent: Agent | false
  constructor(private readonly sender: number) {
    this.#agent = sender % 2 === 0 ? new Agent({ keepAlive: true }) : false
  }

  /** What was not acknowledged is sent again at the next call. */
  async callUntilGone(url: string) {
    for (;;) {
      const events = Array.from({ length: batchSize }, (_, i) =>
        numberedEvent(this.sender, this.acknowledged + i, dayStart),
      )
      let sentAt = Number.POSITIVE_INFINITY
      const answer = await postBatch(url, JSON.stringify(events), {
        agent: this.#agent,
        sent: () => {
          sentAt = performance.now()
        },
      })
      this.sent.push({ ...answer, sentAt })
      if (answer.status === 202) this.acknowledged += batchSize
      if (answer.failure === 'ECONNREFUSED') return
    }
  }

  close() {
    if (this.#agent) this.#agent.destroy()
  }
}

type Stop = { seconds: number; code: number | null; stalled: number; signalledAt: number }

async function stopUnderLoad(server: ServerProcess, after: number): Promise<Stop> {
  const upload = stallUpload(server.url)
  await pause(after)
  const signalledAt = performance.now()
  const code = await server.end('SIGTERM')
  const seconds = (performance.now() - signalledAt) / 1000
  const stalled = await upload.status
  return { seconds, code, stalled, signalledAt }
}

export const gracefulStop: Scenario<{ stops: number }> = {
  name: 'graceful-stop',
  promise: 'stopping is graceful',
  short: { stops: 1 },
  full: { stops: 50 },

  run: ({ scale: { stops }, log }) =>
    onStage({ log }, async ({ server, sql }) => {
      const callers = Array.from({ length: senders }, (_, sender) => new Caller(sender))
      const done: Stop[] = []
      const unanswered: string[] = []
      const others: string[] = []
      let late = 0
      let answered = 0
      for (let number = 0; number < stops; number += 1) {
        if (number > 0) await server.start()
        for (const caller of callers) caller.sent.length = 0
        const calling = Promise.all(callers.map((caller) => caller.callUntilGone(server.url)))
        const stop = await stopUnderLoad(server, 800 + ((number * 577) % 2000))
        await calling
        done.push(stop)
        for (const { status, failure, sentAt } of callers.flatMap((caller) => caller.sent)) {
          if (status === 0 && sentAt < stop.signalledAt)
            unanswered.push(`${failure} ${Math.round(stop.signalledAt - sentAt)} ms before`)
          else if (status === 0) late += failure === 'ECONNREFUSED' ? 0 : 1
          else if (status !== 202 && status !== 503) others.push(String(status))
          else answered += 1
        }
        log(
          `stop ${number + 1}: ${stop.seconds.toFixed(1)} s, exit code ${stop.code}, the stalled upload got ${stop.stalled}`,
        )
      }
      await server.start()
      for (const caller of callers) caller.close()
      const seconds = done.map((stop) => stop.seconds).sort((a, b) => a - b)
      const counts = callers.map((caller) => caller.acknowledged)
      return [
        told('SIGTERM under load, one upload stalled', stops),
        atLeast('requests answered', answered, stops),
        none('sent before the signal and not answered', unanswered),
        told('sent after it and not answered, by connections that were closing', late),
        none('answers other than 202 and 503', others),
        none(
          'exit codes other than 0',
          done.filter(({ code }) => code !== 0).map(({ code }) => String(code)),
        ),
        none(
          'answers to the stalled upload other than 408',
          done.filter(({ stalled }) => stalled !== 408).map(({ stalled }) => String(stalled)),
        ),
        within('longest until the exit', seconds.at(-1)!, mostSeconds),
        told('median', `${seconds[seconds.length >> 1]!.toFixed(1)} s`),
        ...(await checkLedger(sql, counts, log)),
      ]
    }),
}
