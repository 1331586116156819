type Entry<V> = { running: Promise<V>; next: Promise<V> | null }

/**
 * Looks things up by key, at most once at a time for each, and never answers with what was looked up before it was asked: whoever asks
 * while a look is on its way shares the next one. So a thousand requests with one key cost a few looks, and what was revoked is
 * found to be at the next request.
 */
export class FreshLookup<V> {
  readonly #entries = new Map<string, Entry<V>>()

  constructor(private readonly look: (key: string) => Promise<V>) {}

  ask(key: string): Promise<V> {
    const entry = this.#entries.get(key)
    if (!entry) return this.#start(key)
    entry.next ??= entry.running.then(
      () => this.#start(key),
      () => this.#start(key),
    )
    return entry.next
  }

  #start(key: string): Promise<V> {
    const running = this.look(key)
    const entry: Entry<V> = { running, next: null }
    this.#entries.set(key, entry)
    const leave = () => {
      if (entry.next === null && this.#entries.get(key) === entry) this.#entries.delete(key)
    }
    running.then(leave, leave)
    return running
  }
}
