import type { Arrival } from './arrival'
import type { BacklogBounds } from './backlog'

/** The newest events in the order in which they were sent, so that a reader that lost its connection misses none. */
export class Recent {
  #arrivals: Arrival[] = []
  #characters = 0

  constructor(private readonly bounds: BacklogBounds) {}

  add(arrivals: readonly Arrival[]) {
    for (const arrival of arrivals) {
      this.#arrivals.push(arrival)
      this.#characters += arrival.text.length
    }
    let gone = 0
    while (this.#arrivals.length - gone > this.bounds.events || this.#characters > this.bounds.characters) {
      this.#characters -= this.#arrivals[gone]!.text.length
      gone += 1
    }
    this.#arrivals.splice(0, gone)
  }

  clear() {
    this.#arrivals = []
    this.#characters = 0
  }

  /** What was sent after the event `uid`; undefined where that is no longer known. */
  after(uid: string): Arrival[] | undefined {
    const place = this.#arrivals.findLastIndex((arrival) => arrival.uid === uid)
    return place === -1 ? undefined : this.#arrivals.slice(place + 1)
  }
}
