import { Agent } from 'node:http'
import { postBatch } from './post'
import { Ledger, numberedEvent } from './senders'

const tickMs = 20

/** Senders that wait for no answer: batches go out at a rate, whatever becomes of those before. */
export class OpenLoop {
  readonly ledger = new Ledger()
  /** Numbers of the batches that were acknowledged: events from number × size on. */
  readonly acknowledged: number[] = []
  readonly waits: number[] = []
  sent = 0
  #due = 0
  #timer: NodeJS.Timeout | undefined
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  readonly #open = new Set<Promise<void>>()

  constructor(
    private readonly origin: string,
    private readonly options: { sender: number; size: number; dayStart: number; timeoutMs: number },
  ) {}

  get waiting() {
    return this.#open.size
  }

  /** Sends `perSecond` events a second until `pause`. */
  run(perSecond: number) {
    let last = performance.now()
    this.#timer = setInterval(() => {
      const now = performance.now()
      this.#due += ((now - last) / 1000) * (perSecond / this.options.size)
      last = now
      for (; this.#due >= 1; this.#due -= 1) this.#send()
    }, tickMs)
  }

  pause() {
    clearInterval(this.#timer)
    this.#due = 0
  }

  #send() {
    const { sender, size, dayStart, timeoutMs } = this.options
    const number = this.sent++
    const events = Array.from({ length: size }, (_, i) => numberedEvent(sender, number * size + i, dayStart))
    const work = postBatch(this.origin, JSON.stringify(events), { agent: this.#agent, timeoutMs }).then((answer) => {
      this.ledger.count(answer.status === 0 ? answer.failure : String(answer.status))
      this.waits.push(answer.ms)
      if (answer.status === 202) this.acknowledged.push(number)
      if ((answer.status === 503 || answer.status === 429) && !answer.retryAfter) this.ledger.withoutRetryAfter += 1
      this.#open.delete(work)
    })
    this.#open.add(work)
  }

  /** Resolves when every request has been answered, or given up. */
  async settle() {
    while (this.#open.size > 0) await Promise.all(this.#open)
    this.#agent.destroy()
  }
}
