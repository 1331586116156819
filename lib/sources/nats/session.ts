import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Consumer, JsMsg } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { NatsSource } from '@/lib/config/nats-source'
import { deliver } from '../deliver'
import type { Attempt, FollowParts } from '../follower'
import { Pump } from '../pump'
import { findPosition, updatePosition } from '../store/positions'
import { openNats } from './connect'
import { type Prepared, prepareConsumer } from './consumer'
import { readMessage } from './read-message'

export type SessionParts = FollowParts & Attempt & { source: NatsSource }

const bounds = { batchEvents: 500, waitingEvents: 2000, waitingBytes: 8 * 1024 * 1024 }
/** Of one pull, as far as messages stay as large as those of the pull before. */
const pulledBytes = 8 * 1024 * 1024
const fewest = 8
const most = 1000
const smallBytes = 1024
const expiresMs = 5000
const statusMs = 5000
const drainMs = 5000

/** One try at following a stream: pulls, hands over, acknowledges after the commit, until something breaks or `signal` aborts. */
export class Session {
  readonly #abort = new AbortController()
  readonly #signal: AbortSignal
  /** Pulled and not acknowledged yet. */
  readonly #held = new Set<JsMsg>()
  #lastEventAt: Date | null = null

  constructor(private readonly parts: SessionParts) {
    this.#signal = AbortSignal.any([parts.signal, this.#abort.signal])
  }

  async run(): Promise<void> {
    const { source, signal, report, makeContext } = this.parts
    const connection = await openNats(source)
    connection
      .closed()
      .then((error) => this.#abort.abort(error ?? new Error('the connection has ended')))
      .catch(() => {})
    try {
      const known = await findPosition(makeContext().db, source.name)
      const prepared = await prepareConsumer(connection, source, known)
      report('streaming', prepared.problems)
      await this.#follow(connection, prepared)
    } catch (error) {
      if (signal.aborted) return
      throw this.#abort.signal.aborted ? (this.#abort.signal.reason ?? error) : error
    } finally {
      this.#abort.abort()
      await connection.close().catch(() => {})
    }
  }

  async #follow(connection: NatsConnection, { consumer, identity, ackWaitMs }: Prepared) {
    const pump = new Pump<JsMsg, never>(
      (messages) => this.#handOver(messages),
      () => {},
      (error) => this.#abort.abort(error),
      bounds,
    )
    const working = setInterval(() => {
      for (const message of this.#held) message.working()
    }, ackWaitMs / 3)
    try {
      await Promise.race([this.#pull(consumer, pump), this.#tell(consumer, identity), this.#over()])
    } finally {
      clearInterval(working)
      await Promise.race([pump.drain(), pause(drainMs, undefined, { ref: false })])
      if (!connection.isClosed()) {
        for (const message of this.#held) message.nak()
        await connection.flush().catch(() => {})
      }
    }
  }

  #over(): Promise<never> {
    return new Promise((_, reject) => {
      const ended = () => reject(this.#signal.reason)
      if (this.#signal.aborted) ended()
      else this.#signal.addEventListener('abort', ended, { once: true })
    })
  }

  async #pull(consumer: Consumer, pump: Pump<JsMsg, never>): Promise<void> {
    let largest = smallBytes
    while (!this.#signal.aborted) {
      await pump.room()
      const batch = await consumer.fetch({
        max_messages: Math.max(fewest, Math.min(most, Math.floor(pulledBytes / largest))),
        expires: expiresMs,
      })
      const stop = () => void batch.close()
      this.#signal.addEventListener('abort', stop, { once: true })
      largest = smallBytes
      for await (const message of batch) {
        largest = Math.max(largest, message.data.byteLength)
        this.#held.add(message)
        pump.push(message, message.data.byteLength)
      }
      this.#signal.removeEventListener('abort', stop)
    }
  }

  /** Stores what the messages hold, and acknowledges each once that is committed; one of which nothing can be stored is ended. */
  async #handOver(batch: JsMsg[]): Promise<void> {
    const { source, makeContext, ingest } = this.parts
    const { max_unpacked_bytes, max_events } = makeContext().config.ingest
    const read = batch.map((message) => readMessage(message, max_unpacked_bytes))
    const messages = read.flatMap(({ messages }, at) => messages.map((message) => ({ message, at })))
    const refused = new Map<number, number>()
    for (let start = 0; start < messages.length; start += max_events) {
      const part = messages.slice(start, start + max_events)
      const { name, format, table, schema } = source
      const hints = { source: name, ...(table ? { table } : {}), ...(schema ? { schema } : {}) }
      const idSeeds = part.map(({ at }) => read[at]!.seed)
      const receipt = await deliver(
        { makeContext, ingest, source: name, signal: this.#signal },
        part.map(({ message }) => message),
        { format, hints, idSeeds },
      )
      const bad = new Set(receipt.errors.map(({ index }) => part[index]!.at))
      for (const at of bad)
        refused.set(at, (refused.get(at) ?? 0) + receipt.errors.filter(({ index }) => part[index]!.at === at).length)
    }
    for (const [at, message] of batch.entries()) {
      const { length } = read[at]!.messages
      /** Without a reason: servers before 2.10 know none. */
      if (length > 0 && (refused.get(at) ?? 0) >= length) message.term()
      else message.ack()
      this.#held.delete(message)
    }
    this.#lastEventAt = new Date(Math.floor(batch.at(-1)!.info.timestampNanos / 1_000_000))
  }

  /** Keeps how far all processes together are. */
  async #tell(consumer: Consumer, identity: string): Promise<never> {
    const { source, makeContext, changed } = this.parts
    for (;;) {
      const { ack_floor, num_pending, num_ack_pending } = await consumer.info()
      const { db, now } = makeContext()
      const last = this.#lastEventAt
      const behind = num_pending + num_ack_pending > 0
      await updatePosition(db, source.name, {
        identity,
        ...(ack_floor.stream_seq > 0 ? { position: String(ack_floor.stream_seq) } : {}),
        lagSeconds: behind ? (last ? Math.max(0, (now.getTime() - last.getTime()) / 1000) : null) : 0,
        ...(last ? { lastEventAt: last } : {}),
        updatedAt: now,
      }).catch(() => {})
      changed()
      await pause(statusMs, undefined, { signal: this.#signal })
    }
  }
}
