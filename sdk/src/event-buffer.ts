import { BufferFullError, type Settings } from './sender-options.js'
import type { Kept } from './spool.js'

/** An event as it waits: its JSON, and where it lies on disk. */
export type Waiting = { json: string; kept?: Kept }

type Bounds = Pick<Settings, 'maxBufferedEvents' | 'maxBufferedBytes' | 'whenFull'>

/** What is neither taken nor refused yet, within bounds of number and size: those that wait, and those under way. */
export class EventBuffer {
  #waiting: Waiting[] = []
  #head = 0
  #events = 0
  #bytes = 0
  #room: (() => void)[] = []

  constructor(private readonly bounds: Bounds) {}

  get events() {
    return this.#events
  }
  get waiting() {
    return this.#waiting.length - this.#head
  }

  #hasRoom(events: number, bytes: number) {
    if (this.#events === 0) return true
    const { maxBufferedEvents, maxBufferedBytes } = this.bounds
    return this.#events + events <= maxBufferedEvents && this.#bytes + bytes <= maxBufferedBytes
  }

  /** Takes the room for events, or waits for it, in turn. Throws `BufferFullError` where it is not to wait. */
  async reserve(events: number, bytes: number) {
    while (!this.#hasRoom(events, bytes)) {
      if (this.bounds.whenFull === 'reject') throw new BufferFullError(this.#events)
      await new Promise<void>((resolve) => this.#room.push(resolve))
    }
    this.#events += events
    this.#bytes += bytes
  }

  /** Takes room for what is there already, whether or not there is any. */
  restore(events: number, bytes: number) {
    this.#events += events
    this.#bytes += bytes
  }

  add(all: readonly Waiting[]) {
    for (const one of all) this.#waiting.push(one)
  }

  /** The oldest that wait, at most so many and so large together. */
  take(most: number, mostBytes: number): Waiting[] {
    const from = this.#head
    let bytes = 0
    while (this.#head < this.#waiting.length && this.#head - from < most) {
      bytes += this.#waiting[this.#head]!.json.length
      if (bytes > mostBytes && this.#head > from) break
      this.#head += 1
    }
    const taken = this.#waiting.slice(from, this.#head)
    if (this.#head > 10_000 || this.#head === this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head)
      this.#head = 0
    }
    return taken
  }

  /** Gives back the room of events that are settled. */
  release(events: number, bytes: number) {
    this.#events -= events
    this.#bytes -= bytes
    for (const resolve of this.#room.splice(0)) resolve()
  }
}
