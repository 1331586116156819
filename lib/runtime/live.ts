import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { Log } from './log'

/** What changed: `tables` with new events, `topics` such as `anomalies` or `dashboards`. */
export type LiveChange = { tables: string[]; topics: string[] }
type Listener = (change: LiveChange) => void

const channel = 'datawatch_changes'
const quietMs = 250
const longestPayload = 7000

/** Tells browsers of every process what changed, at most four times a second, through PostgreSQL's NOTIFY. */
export class Live {
  #listeners = new Set<Listener>()
  #tables = new Set<string>()
  #topics = new Set<string>()
  #timer: NodeJS.Timeout | null = null
  #unlisten: (() => Promise<unknown>) | null = null

  constructor(
    private readonly sql: Sql,
    private readonly log: Log,
  ) {}

  async start() {
    const { unlisten } = await this.sql.listen(channel, (payload) => this.#tell(JSON.parse(payload) as LiveChange))
    this.#unlisten = unlisten
  }

  subscribe(listener: Listener): () => void {
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

  #tell(change: LiveChange) {
    for (const listener of this.#listeners) listener(change)
  }

  async stop() {
    if (this.#timer) clearTimeout(this.#timer)
    this.#listeners.clear()
    await this.#unlisten?.().catch(() => {})
  }
}
