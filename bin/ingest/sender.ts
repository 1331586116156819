import { setTimeout as pause } from 'node:timers/promises'
import { stringify } from 'lossless-json'
import type { Receipt } from '@/lib/events/contract'
import type { Inspection } from '@/lib/events/inspect-contract'
import { backOff } from '@/lib/sources/back-off'
import type { Read } from '@/lib/sources/files/read-messages'
import { AnswerError, type Api } from '../api'
import { exitCodeOf } from '../exit-code'
import type { Tally } from './tally'

/** A message ready to be sent, with the place in the file that it comes from. */
export type Ready = { piece: Read; message: unknown }

const patienceMs = 300_000
const listedByServer = 100
const lines = { 'Content-Type': 'application/x-ndjson' }

const bodyOf = (batch: readonly Ready[]) => batch.map(({ message }) => stringify(message)).join('\n')

/** Sends batches, the same again for as long as the server cannot take them; counts what became of each. */
export class Sender {
  #everTaken = false

  constructor(
    private readonly api: Api,
    private readonly search: string,
    private readonly tally: Tally,
    private readonly told: { waiting(reason: string): void; signal: AbortSignal },
  ) {}

  async send(batch: readonly Ready[]): Promise<void> {
    try {
      const receipt = await this.#deliver(batch)
      await this.#count(batch, receipt)
    } catch (error) {
      if (!(error instanceof AnswerError) || error.status !== 413) throw error
      const [only] = batch
      if (batch.length === 1) return this.tally.reject(only!.piece, { code: 'too_large', message: error.message })
      const half = Math.ceil(batch.length / 2)
      await this.send(batch.slice(0, half))
      await this.send(batch.slice(half))
    }
  }

  async #deliver(batch: readonly Ready[]): Promise<Receipt> {
    const body = bodyOf(batch)
    const until = Date.now() + patienceMs
    for (let attempt = 0; ; attempt += 1) {
      try {
        const answer = await this.api.request(`/events/batch${this.search}`, { method: 'POST', headers: lines, body })
        const { data } = (await answer.json()) as { data: Receipt }
        this.#everTaken = true
        this.told.waiting('')
        return data
      } catch (error) {
        const reached = error instanceof AnswerError
        const passing = exitCodeOf(error) === 3 && (reached || this.#everTaken)
        if (!passing || Date.now() > until || this.told.signal.aborted) throw error
        const asked = reached ? (error.retryAfterMs ?? 0) : 0
        this.told.waiting(reached ? `the server takes no more (${error.status})` : 'the server does not answer')
        await pause(Math.max(asked, backOff(attempt, 200, 5000)), undefined, { signal: this.told.signal })
      }
    }
  }

  async #count(batch: readonly Ready[], receipt: Receipt) {
    const { counts } = this.tally
    counts.accepted += receipt.accepted
    counts.duplicates += receipt.duplicates
    counts.ignored += receipt.ignored
    const complete = receipt.rejected <= receipt.errors.length
    const errors = complete ? receipt.errors : await this.#inspect(batch)
    const seen = new Set<number>()
    for (const { index, code, message } of errors) {
      this.tally.reject(batch[index]!.piece, { code, message }, seen.has(index))
      seen.add(index)
    }
    if (errors.length < receipt.rejected) counts.rejected += receipt.rejected - errors.length
  }

  /** A receipt lists a hundred at most: of more, what is wrong with each is asked for, which stores nothing. */
  async #inspect(batch: readonly Ready[]): Promise<{ index: number; code: string; message: string }[]> {
    const found: { index: number; code: string; message: string }[] = []
    for (let from = 0; from < batch.length; from += listedByServer) {
      const part = batch.slice(from, from + listedByServer)
      const answer = await this.api.request(`/events/inspect${this.search}`, {
        method: 'POST',
        headers: lines,
        body: bodyOf(part),
      })
      const { messages } = ((await answer.json()) as { data: Inspection }).data
      for (const { index, outcomes } of messages)
        for (const outcome of outcomes)
          if (outcome.kind === 'refused')
            found.push({ index: from + index, code: outcome.code, message: outcome.message })
    }
    return found
  }
}
