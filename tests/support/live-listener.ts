import { setTimeout as pause } from 'node:timers/promises'
import { readMessages } from '@/sdk/src/server-sent'

/** A browser's ear at a server: hears what changed, and connects again when its stream ends. */
export class LiveListener {
  readonly #heard = new Set<string>()
  readonly #leaving = new AbortController()
  #connections = 0

  constructor(private readonly origin: string) {
    void this.#listen()
  }

  /** How often it was connected. */
  get connections() {
    return this.#connections
  }

  async #listen() {
    const { signal } = this.#leaving
    while (!signal.aborted) {
      try {
        const answer = await fetch(`${this.origin}/api/v1/datawatch/live`, { signal })
        if (!answer.ok || !answer.body) throw new Error(`${answer.status}`)
        this.#connections += 1
        for await (const { event, data } of readMessages(answer.body))
          if (event === 'change')
            for (const table of (JSON.parse(data) as { tables: string[] }).tables) this.#heard.add(table)
      } catch {
        // A stream that broke is opened again, as a browser does.
      }
      if (!signal.aborted) await pause(200)
    }
  }

  /** Milliseconds until it has heard of a table; Infinity where it does not. */
  async hears(table: string, withinMs = 20_000): Promise<number> {
    const began = performance.now()
    while (performance.now() - began < withinMs) {
      if ([...this.#heard].some((one) => one === table || one.endsWith(`.${table}`))) return performance.now() - began
      await pause(20)
    }
    return Number.POSITIVE_INFINITY
  }

  close() {
    this.#leaving.abort()
  }
}
