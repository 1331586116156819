const everyMs = 5

/** How evenly a count goes up: the longest time in which it did not, in milliseconds. */
export class Cadence {
  #longest = 0
  #since = performance.now()
  #last: number
  readonly #timer: NodeJS.Timeout

  constructor(private readonly count: () => number) {
    this.#last = count()
    this.#timer = setInterval(() => this.#look(), everyMs)
  }

  #look() {
    const now = performance.now()
    this.#longest = Math.max(this.#longest, now - this.#since)
    const count = this.count()
    if (count === this.#last) return
    this.#last = count
    this.#since = now
  }

  /** The longest gap since the last time that this was asked. */
  take(): number {
    this.#look()
    const longest = this.#longest
    this.#longest = 0
    this.#since = performance.now()
    return longest
  }

  stop() {
    clearInterval(this.#timer)
  }
}
