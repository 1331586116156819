/** What came of the events of one source in one format. */
export type Tally = { source: string; format: string; accepted: number; duplicates: number; rejected: number }

const most = 2000
const longest = 255
/** Names beyond the bound are counted together. */
const others = '__other__'

/** Counts by source and format what requests bring, until it is taken: memory stays bounded, whatever senders call themselves. */
export class HeardTallies {
  #tallies = new Map<string, Tally>()
  readonly #known = new Set<string>()

  /** True where the pair is heard of for the first time. */
  add(source: string, format: string, outcome: 'accepted' | 'duplicates' | 'rejected', count: number): boolean {
    const name = source.replaceAll('\0', '\uFFFD').slice(0, longest)
    let key = `${name}\n${format}`
    const isNew = !this.#known.has(key)
    if (isNew && this.#known.size >= most) key = `${others}\n${format}`
    else if (isNew) this.#known.add(key)
    let tally = this.#tallies.get(key)
    if (!tally) {
      tally = { source: key.startsWith(`${others}\n`) ? others : name, format, accepted: 0, duplicates: 0, rejected: 0 }
      this.#tallies.set(key, tally)
    }
    tally[outcome] += count
    return isNew
  }

  /** What was counted since it was taken last. */
  take(): Tally[] {
    const taken = [...this.#tallies.values()]
    this.#tallies = new Map()
    return taken
  }
}
