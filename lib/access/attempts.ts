type Bounds = { most: number; windowMs: number; keep: number }
type Window = { count: number; endsAt: number }

/** Counts attempts a key within windows of time; remembers at most `keep` keys, the latest. */
export class Attempts {
  readonly #windows = new Map<string, Window>()

  constructor(private readonly bounds: Bounds) {}

  /** Takes one attempt at `now` (ms); answers how long to wait in ms, 0 where it may go on. */
  take(key: string, now: number): number {
    const { most, windowMs, keep } = this.bounds
    const running = this.#windows.get(key)
    if (running && running.endsAt > now) {
      running.count += 1
      return running.count > most ? running.endsAt - now : 0
    }
    this.#windows.delete(key)
    this.#windows.set(key, { count: 1, endsAt: now + windowMs })
    if (this.#windows.size > keep) this.#windows.delete(this.#windows.keys().next().value ?? key)
    return 0
  }

  forget(key: string) {
    this.#windows.delete(key)
  }
}
