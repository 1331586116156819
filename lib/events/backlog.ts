import type { Arrival } from './arrival'

export type BacklogBounds = { events: number; characters: number }

/**
 * What waits for one reader of a stream. It is bounded: what does not fit pushes out the oldest, which are counted
 * and told of before what follows them.
 */
export class Backlog {
  #waiting: Arrival[] = []
  #characters = 0
  #skipped = 0

  constructor(private readonly bounds: BacklogBounds) {}

  get isEmpty() {
    return this.#waiting.length === 0 && this.#skipped === 0
  }

  add(arrivals: readonly Arrival[]) {
    for (const arrival of arrivals) {
      this.#waiting.push(arrival)
      this.#characters += arrival.text.length
    }
    let gone = 0
    const { events, characters } = this.bounds
    while (this.#waiting.length - gone > events || (this.#characters > characters && this.#waiting.length - gone > 1)) {
      this.#characters -= this.#waiting[gone]!.text.length
      gone += 1
    }
    this.#waiting.splice(0, gone)
    this.#skipped += gone
  }

  /** Counts events that never came here. */
  skip(count: number) {
    this.#skipped += count
  }

  /** The next text to send, of about `characters`, and at least one event. */
  take(characters: number): string {
    let text = this.#skipped > 0 ? `event: skipped\ndata: ${JSON.stringify({ count: this.#skipped })}\n\n` : ''
    this.#skipped = 0
    let taken = 0
    while (taken < this.#waiting.length && (taken === 0 || text.length < characters)) {
      text += this.#waiting[taken]!.text
      taken += 1
    }
    for (const { text: sent } of this.#waiting.splice(0, taken)) this.#characters -= sent.length
    return text
  }

  /** Takes out everything that waits, as it is. */
  drain(): Arrival[] {
    const waiting = this.#waiting
    this.#waiting = []
    this.#characters = 0
    return waiting
  }
}
