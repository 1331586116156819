import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { Live } from '@/lib/runtime/live'
import type { Log } from '@/lib/runtime/log'
import { type Arrival, toArrival, type Wanted, wants, wantsKind } from '../arrival'
import { Recent } from '../recent'
import { type ArrivedGroup, findArrivals, indexArrivals, readArrivals } from '../store/arrivals'

/** One stream: `take` gets what it wants of each reading, `skip` how many it wanted and does not get. */
export type TailClient = {
  wanted: Wanted
  take(arrivals: Arrival[]): void
  skip(count: number): void
  end(): void
}

export const tailBounds = {
  /** Streams of one process. */
  clients: 50,
  /** Events of one reading, and the bytes of their images. */
  reading: { events: 2000, bytes: 4 * 1024 * 1024 },
  /** Events kept for streams that come back. */
  recent: { events: 5000, characters: 8 * 1024 * 1024 },
}
/** How far the clocks of processes may be apart. */
const clockSlackMs = 30_000
/** Reading goes on so long without a stream, for one that comes back. */
const lingerMs = 60_000
/** Looks by itself, in case a notice was lost with a connection. */
const lookMs = 15_000
const retryMs = 2000
const restMs = 50
/** Rests so many times as long as a reading took: at most a fifth of one connection's time goes into it. */
const restShare = 4
/** A reading that takes so long may have met pages that the index by arrival does not know yet; looked after at most once a minute. */
const slowMs = 100
const indexEveryMs = 60_000

/**
 * Follows what is stored by any process, in the order in which it becomes visible, once for all streams of this one.
 * It reads when a notice of new events comes, not by the clock.
 */
export class EventTail {
  #clients = new Set<TailClient>()
  /** Transactions read already, with the newest arrival of each. */
  #seen = new Map<string, number>()
  #since = 0
  #recent = new Recent(tailBounds.recent)
  #started: Promise<void> | null = null
  #due = false
  #busy = false
  #looking: NodeJS.Timeout | undefined
  #lingering: NodeJS.Timeout | undefined
  #stopped = false
  #indexedAt = 0
  /** How many readings have begun. */
  readings = 0
  /** How long a commit may come after the arrival of its events. */
  readonly overlapMs: number

  constructor(
    private readonly sql: Sql,
    live: Live,
    private readonly log: Log,
    statementTimeoutMs: number,
  ) {
    this.overlapMs = clockSlackMs + statementTimeoutMs
    live.subscribe({
      change: ({ tables }) => tables.length > 0 && this.#wake(),
      end: () => this.stop(),
    })
  }

  /**
   * Sends `client` all that is committed from now on, and before it what came after the event `last` where that is still
   * known here: answers whether it was. Throws `unavailable` where there are too many streams.
   */
  async join(client: TailClient, last?: string): Promise<boolean> {
    if (this.#stopped) throw new AppError('unavailable', 'DataWatch is stopping', { headers: { 'Retry-After': '1' } })
    if (this.#clients.size >= tailBounds.clients) {
      const message = `${tailBounds.clients} event streams are open here; no more are served at once`
      throw new AppError('unavailable', message, { headers: { 'Retry-After': '10' } })
    }
    clearTimeout(this.#lingering)
    const missed = last === undefined ? undefined : this.#recent.after(last)
    this.#clients.add(client)
    if (missed) client.take(missed.filter((arrival) => wants(client.wanted, arrival)))
    try {
      this.#started ??= this.#start()
      await this.#started
    } catch (error) {
      this.leave(client)
      throw error
    }
    return missed !== undefined
  }

  leave(client: TailClient) {
    this.#clients.delete(client)
    if (this.#clients.size > 0) return
    clearTimeout(this.#lingering)
    this.#lingering = setTimeout(() => this.#rest(), lingerMs).unref()
  }

  /** Ends every stream. */
  stop() {
    this.#stopped = true
    for (const client of [...this.#clients]) client.end()
    this.#clients.clear()
    this.#rest()
  }

  async #start() {
    this.#looking = setInterval(() => this.#wake(), lookMs).unref()
    try {
      const at = Date.now()
      this.#since = at - this.overlapMs
      this.#remember(await findArrivals(this.sql, this.#since, []), at)
    } catch (error) {
      this.#rest()
      throw error
    }
  }

  #rest() {
    clearTimeout(this.#lingering)
    clearInterval(this.#looking)
    this.#started = null
    this.#due = false
    this.#seen.clear()
    this.#recent.clear()
  }

  #wake() {
    if (!this.#started) return
    this.#due = true
    if (!this.#busy) void this.#run()
  }

  async #run() {
    this.#busy = true
    while (this.#due && this.#started) {
      this.#due = false
      const begun = performance.now()
      try {
        await this.#started
        await this.#read()
        const tookMs = performance.now() - begun
        if (tookMs > slowMs) await this.#index()
        await pause(restMs + tookMs * restShare, undefined, { ref: false })
      } catch (error) {
        this.log.warn({ err: error }, 'the newest events could not be read; trying again')
        this.#due = true
        await pause(retryMs, undefined, { ref: false })
      }
    }
    this.#busy = false
  }

  async #index() {
    const now = Date.now()
    if (now - this.#indexedAt < indexEveryMs) return
    this.#indexedAt = now
    await indexArrivals(this.sql).catch((error: Error) => this.log.debug({ err: error }, 'arrivals not indexed'))
  }

  #remember(groups: readonly ArrivedGroup[], at: number) {
    for (const { xid, lastAt } of groups) this.#seen.set(xid, Math.max(lastAt, this.#seen.get(xid) ?? 0))
    this.#since = at - this.overlapMs
    for (const [xid, lastAt] of this.#seen) if (lastAt < this.#since) this.#seen.delete(xid)
  }

  async #read() {
    this.readings += 1
    const reading = this.#started
    const at = Date.now()
    const groups = await findArrivals(this.sql, this.#since, this.#seen.keys())
    if (this.#started !== reading) return
    if (groups.length === 0) return this.#remember(groups, at)
    const count = groups.reduce((sum, group) => sum + group.count, 0)
    const clients = [...this.#clients]
    const chosen =
      count > tailBounds.reading.events
        ? groups.filter((group) => clients.some(({ wanted }) => wantsKind(wanted, group)))
        : groups
    const rows = chosen.length > 0 ? await readArrivals(this.sql, chosen, tailBounds.reading) : []
    if (this.#started !== reading) return
    const arrivals = rows.map(toArrival)
    this.#remember(groups, at)
    if (arrivals.length < count) this.#recent.clear()
    this.#recent.add(arrivals)
    for (const client of this.#clients) this.#deliver(client, groups, arrivals)
  }

  #deliver(client: TailClient, groups: readonly ArrivedGroup[], arrivals: readonly Arrival[]) {
    const { wanted } = client
    const there = groups.reduce((sum, group) => sum + (wantsKind(wanted, group) ? group.count : 0), 0)
    const read = arrivals.filter((arrival) => wantsKind(wanted, arrival))
    if (there > read.length) client.skip(there - read.length)
    client.take(read.filter((arrival) => wants(wanted, arrival)))
  }
}
