/** What is to be done at a time; entries of one time keep the order in which they came. */
export class Agenda<T> {
  #heap: { at: number; number: number; item: T }[] = []
  #count = 0

  get size() {
    return this.#heap.length
  }

  get nextAt(): number | undefined {
    return this.#heap[0]?.at
  }

  add(at: number, item: T) {
    const heap = this.#heap
    heap.push({ at, number: this.#count++, item })
    for (let place = heap.length - 1; place > 0; ) {
      const parent = (place - 1) >> 1
      if (!this.#before(place, parent)) break
      this.#swap(place, parent)
      place = parent
    }
  }

  take(): { at: number; item: T } | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    heap[0] = last
    for (let place = 0; ; ) {
      const left = 2 * place + 1
      const child = left + 1 < heap.length && this.#before(left + 1, left) ? left + 1 : left
      if (child >= heap.length || !this.#before(child, place)) return first
      this.#swap(place, child)
      place = child
    }
  }

  #before(a: number, b: number) {
    const [one, other] = [this.#heap[a]!, this.#heap[b]!]
    return one.at < other.at || (one.at === other.at && one.number < other.number)
  }

  #swap(a: number, b: number) {
    const heap = this.#heap
    const kept = heap[a]!
    heap[a] = heap[b]!
    heap[b] = kept
  }
}
