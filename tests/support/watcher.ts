import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type Answered, read } from './post'
import { Ledger } from './senders'

const everyMs = 100

/** Somebody who looks at a page of the API again and again, and notes what it was answered. */
export class Watcher {
  readonly ledger = new Ledger()
  last: Answered | undefined
  #over = false
  readonly #agent = new Agent({ keepAlive: true })
  readonly #work: Promise<void>

  constructor(origin: string, path: string) {
    this.#work = this.#watch(origin, path)
  }

  async #watch(origin: string, path: string) {
    while (!this.#over) {
      this.last = await read(origin, path, { agent: this.#agent })
      this.ledger.count(this.last.status === 0 ? 'connection' : String(this.last.status))
      if (this.last.status === 503 && !this.last.retryAfter) this.ledger.withoutRetryAfter += 1
      this.ledger.longestMs = Math.max(this.ledger.longestMs, this.last.ms)
      await pause(everyMs)
    }
  }

  async finish() {
    this.#over = true
    await this.#work
    this.#agent.destroy()
  }
}
