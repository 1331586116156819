import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { Log } from './log'

/** What changed: `tables` with new events (`*` for many), `topics` such as `metrics`, `anomalies` or `dashboards`. */
export type LiveChange = { tables: string[]; topics: string[] }

/** One browser: `change` is called with each change, `end` when this process stops. */
export type LiveListener = { change(change: LiveChange): void; end(): void }

export const channel = 'datawatch_changes'
const quietMs = 250
const longestPayload = 7000

/** Tells browsers of every process what changed, at most four times a second, through PostgreSQL's NOTIFY. */
export class Live {
  #listeners = new Set<LiveListener>()
  #tables = new Set<string>()
  #topics = new Set<string>()
  #timer: NodeJS.Timeout | null = null
  #unlisten: (() => Promise<unknown>) | null = null

  constructor(
    private readonly sql: Sql,
    private readonly log: Log,
  ) {}

  async start() {
    const { unlisten } = await this.sql.listen(channel, (payload) => {
      const change = JSON.parse(payload) as LiveChange
      for (const listener of this.#listeners) listener.change(change)
    })
    this.#unlisten = unlisten
  }

  /** Answers the function that ends the subscription. */
  subscribe(listener: LiveListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  publish({ tables = [], topics = [] }: Partial<LiveChange>) {
    for (const table of tables) this.#tables.add(table)
    for (const topic of topics) this.#topics.add(topic)
    this.#timer ??= setTimeout(() => this.#flush(), quietMs)
  }

  #flush() {
    this.#timer = null
    const change: LiveChange = { tables: [...this.#tables], topics: [...this.#topics] }
    this.#tables.clear()
    this.#topics.clear()
    const payload = JSON.stringify(change)
    const fits = Buffer.byteLength(payload) < longestPayload
    const sent = fits ? payload : JSON.stringify({ tables: ['*'], topics: change.topics })
    this.sql.notify(channel, sent).catch((error: Error) => this.log.warn({ err: error }, 'live update not sent'))
  }

  /** Ends every stream; safe to call twice. */
  async stop() {
    if (this.#timer) clearTimeout(this.#timer)
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener.end()
    const unlisten = this.#unlisten
    this.#unlisten = null
    await unlisten?.().catch(() => {})
  }
}
