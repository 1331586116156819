import 'server-only'
import type { Context } from '@/lib/context/context'
import { type Arrival, type ArrivedRow, toArrival, type Wanted, wants } from '../arrival'
import { Backlog } from '../backlog'
import { countSince, findPlace, readSince } from '../store/arrivals'
import type { EventTail, TailClient } from './tail'

/** What may wait for one stream; as much is sent again to one that comes back after long. */
export const followBounds = { events: 5000, characters: 4 * 1024 * 1024 }
const countedAtMost = 100_000
const chunk = 64 * 1024
const beatMs = 15_000
/** How far back the newest events are looked for, until there are enough: a long absence need not be read whole. */
const reachesMs = [60_000, 600_000, 3_600_000, 6 * 3_600_000, 86_400_000, 7 * 86_400_000, Number.POSITIVE_INFINITY]

/** One stream of events: what waits for it, bounded, until its reader takes it. */
export class Follower implements TailClient {
  #backlog = new Backlog(followBounds)
  #wake = () => {}
  #ended = false
  /** Events sent from the database to one that came back, which the tail may bring as well. */
  #resent = new Set<string>()
  #resentUntil = Number.POSITIVE_INFINITY

  constructor(
    private readonly tail: EventTail,
    readonly wanted: Wanted,
  ) {}

  take(arrivals: Arrival[]) {
    this.#backlog.add(this.#resent.size > 0 ? arrivals.filter(({ uid }) => !this.#resent.has(uid)) : arrivals)
    if (this.tail.readings > this.#resentUntil) this.#resent.clear()
    this.#wake()
  }

  skip(count: number) {
    this.#backlog.skip(count)
    this.#wake()
  }

  end() {
    this.#ended = true
    this.#wake()
  }

  leave() {
    this.tail.leave(this)
    this.end()
  }

  /** Sends what came after the event `last`, which is no longer known here, from the database. */
  async resume({ db, now }: Pick<Context, 'db' | 'now'>, last: string) {
    const sql = db.$client
    const place = await findPlace(sql, last)
    const earliest = Math.max(0, place.at - this.tail.overlapMs)
    const bounds = { events: followBounds.events, bytes: followBounds.characters }
    let rows: ArrivedRow[] = []
    for (const reach of reachesMs) {
      const since = Math.max(earliest, now.getTime() - reach)
      rows = await readSince(sql, { place, since, wanted: this.wanted }, bounds)
      if (since === earliest || rows.length === bounds.events) break
    }
    const there = await countSince(sql, { place, since: earliest, wanted: this.wanted }, countedAtMost)
    const arrivals = rows.map(toArrival).filter((arrival) => wants(this.wanted, arrival))
    this.#resent = new Set(arrivals.map(({ uid }) => uid))
    this.#resentUntil = this.tail.readings
    const early = this.#backlog.drain().filter(({ uid }) => !this.#resent.has(uid))
    if (there > rows.length) this.#backlog.skip(there - rows.length)
    this.#backlog.add([...arrivals, ...early])
    this.#wake()
  }

  /** The next text of the stream, a comment where nothing happens for long, null at its end. */
  async next(): Promise<string | null> {
    if (this.#backlog.isEmpty && !this.#ended) {
      await new Promise<void>((resolve) => {
        const beat = setTimeout(resolve, beatMs)
        this.#wake = () => {
          clearTimeout(beat)
          resolve()
        }
      })
    }
    if (!this.#backlog.isEmpty) return this.#backlog.take(chunk)
    return this.#ended ? null : ': beat\n\n'
  }
}
