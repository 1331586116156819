import { Agent } from 'node:http'
import type { Sql } from 'postgres'
import { postBatch } from './post'
import { Ledger, numberedEvent } from './senders'

const tickMs = 20
const digits = 10
const place = '#'.repeat(digits)

/**
 * Makes bodies of `size` events whose ids have the number of the batch: one is written out, the others are copies of it,
 * so that sending costs the machine little beside what it is to take.
 */
function createBodies(sender: number, size: number, dayStart: number) {
  const events = Array.from({ length: size }, (_, i) => {
    const event = numberedEvent(sender, i, dayStart)
    const id = batchedId(sender, place, i)
    return { ...event, id, after: { ...event.after, id } }
  })
  const template = Buffer.from(JSON.stringify(events))
  const places: number[] = []
  for (let at = template.indexOf(place); at >= 0; at = template.indexOf(place, at + digits)) places.push(at)
  return (number: number) => {
    const body = Buffer.from(template)
    const text = String(number).padStart(digits, '0')
    for (const at of places) body.write(text, at, 'latin1')
    return body
  }
}

const batchedId = (sender: number, batch: string, index: number) => `s${sender}-${batch}-${index}`

/** More waiting at once would wait in this process, which is not the one that is tried. */
const mostWaiting = 1000

/** Senders that wait for no answer: batches go out at a rate, whatever becomes of those before, up to `mostWaiting`. */
export class OpenLoop {
  readonly ledger = new Ledger()
  /** Numbers of the batches that were acknowledged. */
  readonly acknowledged: number[] = []
  readonly waits: number[] = []
  sent = 0
  #due = 0
  #timer: NodeJS.Timeout | undefined
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  readonly #open = new Set<Promise<void>>()
  readonly #bodyOf: (number: number) => Buffer

  constructor(
    private readonly origin: string,
    private readonly options: { sender: number; size: number; dayStart: number; timeoutMs: number },
  ) {
    this.#bodyOf = createBodies(options.sender, options.size, options.dayStart)
  }

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
      for (; this.#due >= 1; this.#due -= 1) if (this.#open.size < mostWaiting) this.#send()
    }, tickMs)
  }

  pause() {
    clearInterval(this.#timer)
    this.#due = 0
  }

  #send() {
    const number = this.sent++
    const sending = { agent: this.#agent, timeoutMs: this.options.timeoutMs }
    const work = postBatch(this.origin, this.#bodyOf(number), sending).then((answer) => {
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

  /** How many events of acknowledged batches are not stored. */
  async countLost(sql: Sql): Promise<number> {
    const { sender, size } = this.options
    const [row] = await sql<{ lost: number }[]>`
      select count(*)::int as lost
      from unnest(${this.acknowledged}::int[]) as batch cross join generate_series(0, ${size - 1}::int) as place
      where not exists (
        select from events
        where event_id = 's' || ${sender}::text || '-' || lpad(batch::text, ${digits}, '0') || '-' || place)`
    return row!.lost
  }
}
