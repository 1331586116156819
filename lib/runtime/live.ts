import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Sql } from '@/lib/db/client'
import type { Relay } from '@/lib/redis/relay'
import type { Log } from './log'

/** What changed: `tables` with new events (`*` for many), `topics` such as `metrics`, `anomalies` or `dashboards`. */
export type LiveChange = { tables: string[]; topics: string[] }

/** One browser: `change` is called with each change, `end` when this process stops. */
export type LiveListener = { change(change: LiveChange): void; end(): void }

/**
 * A change under way. `id` tells those that come both ways; `relayed`: its sender uses Redis; `deaf`: its sender hears nothing of
 * Redis, so that for a while all are to use the database too.
 */
type Message = LiveChange & { id?: string; relayed?: boolean; deaf?: boolean }

export const channel = 'datawatch_changes'
const quietMs = 250
const longestPayload = 7000
const beatMs = 10_000
const deafForMs = 25_000
const deafAnswerMs = 5000
/** Until everyone has heard that one is deaf. */
const settleMs = 1000
const mostRemembered = 1000

/** Everything may have changed; the topics that parts of a process wait for are named, browsers know `*`. */
const everything: LiveChange = {
  tables: ['*'],
  topics: ['*', 'metrics', 'anomalies', 'quality', 'quality-rules', 'schemas', 'deliveries', 'dashboards'],
}

/**
 * Tells browsers of every process what changed, at most four times a second: through Redis where every process hears it, else
 * through PostgreSQL's NOTIFY. What a transaction announces always goes with its commit, through NOTIFY.
 */
export class Live {
  #listeners = new Set<LiveListener>()
  #tables = new Set<string>()
  #topics = new Set<string>()
  #timer: NodeJS.Timeout | null = null
  #beat: NodeJS.Timeout | null = null
  #unlisten: (() => Promise<unknown>) | null = null
  #stopped = false
  #heard = new Set<string>()
  #someoneDeafUntil = 0
  #saidDeafAt = Number.NEGATIVE_INFINITY

  constructor(
    private readonly sql: Sql,
    private readonly log: Log,
    private readonly relay?: Relay,
  ) {}

  async start() {
    let listens = false
    const { unlisten } = await this.sql.listen(
      channel,
      (payload) => this.#hear(payload),
      () => {
        if (listens) this.#tell(everything)
        listens = true
      },
    )
    this.#unlisten = unlisten
    this.relay?.start({
      message: (payload) => this.#hear(payload),
      hearing: (hears) => {
        if (hears || this.#stopped) return
        this.#notify(this.#greeting())
        setTimeout(() => this.#tell(everything), settleMs).unref()
      },
    })
    this.#notify({ ...this.#greeting(), deaf: true })
    if (this.relay) this.#beat = setInterval(() => this.#notify(this.#greeting()), beatMs).unref()
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

  #greeting(): Message {
    return { tables: [], topics: [], relayed: this.relay !== undefined, deaf: !this.relay?.hears }
  }

  #tell(change: LiveChange) {
    for (const listener of this.#listeners) listener.change(change)
  }

  #hear(payload: string) {
    const { id, relayed, deaf, tables, topics } = JSON.parse(payload) as Message
    if (deaf) this.#someoneDeafUntil = performance.now() + deafForMs
    if (relayed && !this.relay) this.#sayDeaf()
    if (id !== undefined) {
      if (this.#heard.has(id)) return
      this.#heard.add(id)
      const [oldest] = this.#heard
      if (this.#heard.size > mostRemembered && oldest !== undefined) this.#heard.delete(oldest)
    }
    if (tables.length + topics.length > 0) this.#tell({ tables, topics })
  }

  /** That others use Redis and this process does not. */
  #sayDeaf() {
    if (performance.now() - this.#saidDeafAt < deafAnswerMs) return
    this.#saidDeafAt = performance.now()
    this.#notify(this.#greeting())
  }

  #flush() {
    this.#timer = null
    const change: LiveChange = { tables: [...this.#tables], topics: [...this.#topics] }
    this.#tables.clear()
    this.#topics.clear()
    const message = { ...change, id: randomBytes(9).toString('base64url') }
    const fits = Buffer.byteLength(JSON.stringify(message)) < longestPayload
    this.#send(fits ? message : { ...message, tables: ['*'] })
  }

  async #send(message: Message) {
    const relayed = await this.relay?.publish(JSON.stringify(message))
    if (!relayed || performance.now() < this.#someoneDeafUntil) this.#notify(message)
  }

  #notify(message: Message) {
    this.sql
      .notify(channel, JSON.stringify(message))
      .catch((error: Error) => this.log.warn({ err: error }, 'live update not sent'))
  }

  /** Ends every stream; safe to call twice. */
  async stop() {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#beat) clearInterval(this.#beat)
    this.relay?.stop()
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener.end()
    const unlisten = this.#unlisten
    this.#unlisten = null
    await unlisten?.().catch(() => {})
  }
}
