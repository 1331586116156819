import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { postBatch } from './post'

const statuses = ['new', 'paid', 'sent', 'void']
const retryMs = 50
const patienceMs = 90_000

export const numberedId = (sender: number, index: number) => `s${sender}-${index}`

/** An INSERT whose values follow from its number, so that what should be stored can be told without the server. */
export function numberedEvent(sender: number, index: number, dayStart: number) {
  const at = dayStart + ((index * 7919 + sender * 104_729) % 86_400_000)
  return {
    id: numberedId(sender, index),
    type: 'INSERT',
    table: 'orders',
    schema: 'public',
    timestamp: new Date(at).toISOString(),
    after: {
      id: `${sender}-${index}`,
      amount: (index % 1000) / 100,
      status: statuses[(index + sender) % statuses.length],
    },
  }
}

/** What senders were answered: by status (`connection` where there was no answer), and 503 or 429 without `Retry-After`. */
export class Ledger {
  readonly answers = new Map<string, number>()
  accepted = 0
  duplicates = 0
  rejected = 0
  withoutRetryAfter = 0
  longestMs = 0

  count(status: string) {
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1)
  }

  /** Requests that were not acknowledged and were sent again. */
  get refused() {
    return [...this.answers].reduce((sum, [status, count]) => sum + (status === '202' ? 0 : count), 0)
  }

  /** Answers other than those that a sender may be given, with how often. */
  unexpected(...expected: (number | 'connection')[]) {
    const known = new Set(expected.map(String))
    return [...this.answers].filter(([status]) => !known.has(status)).map(([status, count]) => `${count} × ${status}`)
  }

  get told() {
    return [...this.answers]
      .sort()
      .map(([status, count]) => `${count} × ${status}`)
      .join(', ')
  }
}

/** Sends a batch to one server after another until one acknowledges it, as a CDC sender does. Throws where none ever does. */
export async function deliver(origins: readonly string[], body: string, ledger: Ledger, agent?: Agent) {
  const started = performance.now()
  for (let attempt = 0; ; attempt += 1) {
    const answer = await postBatch(origins[attempt % origins.length]!, body, { agent })
    ledger.count(answer.status === 0 ? 'connection' : String(answer.status))
    if ((answer.status === 503 || answer.status === 429) && !answer.retryAfter) ledger.withoutRetryAfter += 1
    if (answer.status === 202) {
      const { data } = JSON.parse(answer.text) as { data: { accepted: number; duplicates: number; rejected: number } }
      ledger.accepted += data.accepted
      ledger.duplicates += data.duplicates
      ledger.rejected += data.rejected
      ledger.longestMs = Math.max(ledger.longestMs, performance.now() - started)
      return data
    }
    if (performance.now() - started > patienceMs) {
      throw new Error(
        `a batch was not acknowledged within ${patienceMs / 1000} s; the last answer: ${answer.status} ${answer.failure}${answer.text.slice(0, 300)}`,
      )
    }
    await pause(retryMs)
  }
}

type Sender = { url: string; sender: number; dayStart: number; batch: number; ledger: Ledger }

/** Sends numbered events batch after batch until `enough` says so; answers how many of them, from number 0 on, were acknowledged. */
export async function sendUntil(
  { url, sender, dayStart, batch, ledger }: Sender,
  enough: (acknowledged: number) => boolean,
) {
  const agent = new Agent({ keepAlive: true })
  let acknowledged = 0
  try {
    while (!enough(acknowledged)) {
      const from = acknowledged
      const events = Array.from({ length: batch }, (_, i) => numberedEvent(sender, from + i, dayStart))
      await deliver([url], JSON.stringify(events), ledger, agent)
      acknowledged += batch
    }
    return acknowledged
  } finally {
    agent.destroy()
  }
}

/** Senders at work: each with ids of its own, until they are told that it is enough. */
export class Senders {
  readonly ledger = new Ledger()
  readonly #counts: number[] = []
  readonly #work: Promise<number>[]
  #over = false

  constructor(url: string, batches: readonly number[], dayStart: number, first = 0) {
    this.#work = batches.map((batch, place) =>
      sendUntil({ url, sender: first + place, dayStart, batch, ledger: this.ledger }, (acknowledged) => {
        this.#counts[place] = acknowledged
        return this.#over
      }),
    )
    for (const work of this.#work) work.catch(() => {})
  }

  /** Events acknowledged so far, by all of them. */
  get acknowledged() {
    return this.#counts.reduce((sum, count) => sum + count, 0)
  }

  /** Lets each have its last batch acknowledged; answers how many events each sent. */
  async finish(): Promise<number[]> {
    this.#over = true
    return Promise.all(this.#work)
  }
}
