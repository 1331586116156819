import { VarintReader, VarintWriter } from './varint'

export const tallyTag = 4

/** How many rows a rule was asked of, and how many met it. */
export type Counts = { checked: number; passed: number }

/** What the rules of a table counted, by the numbers of the rules: mergeable like a sketch, and exact. */
export class Tally {
  #rules = new Map<number, Counts>()

  /** How many checks it holds. */
  get count(): number {
    let count = 0
    for (const { checked } of this.#rules.values()) count += checked
    return count
  }

  get rules(): ReadonlyMap<number, Counts> {
    return this.#rules
  }

  add(rule: number, checked: number, passed: number) {
    const known = this.#rules.get(rule)
    if (!known) {
      this.#rules.set(rule, { checked, passed })
      return
    }
    known.checked += checked
    known.passed += passed
  }

  merge(other: Tally) {
    for (const [rule, { checked, passed }] of other.#rules) this.add(rule, checked, passed)
  }

  clone(): Tally {
    const copy = new Tally()
    copy.merge(this)
    return copy
  }

  /** Writes how many checks there are, then of each rule, ascending, how far its number is from the one before, its rows and those that failed. */
  write(writer: VarintWriter) {
    writer.byte(tallyTag)
    writer.varint(this.count)
    let before = 0
    for (const [rule, { checked, passed }] of [...this.#rules].sort(([a], [b]) => a - b)) {
      writer.varint(rule - before)
      writer.varint(checked)
      writer.varint(checked - passed)
      before = rule
    }
  }

  encode(): Buffer {
    const writer = new VarintWriter()
    this.write(writer)
    return writer.bytes()
  }

  /** Adds what another wrote. Throws `RangeError` where it is none. */
  mergeEncoded(bytes: Uint8Array) {
    if (bytes[0] !== tallyTag) throw new RangeError(`a tally begins with ${tallyTag}, not ${bytes[0]}`)
    const reader = new VarintReader(bytes, 1)
    reader.varint()
    let rule = 0
    while (!reader.done) {
      rule += reader.varint()
      const checked = reader.varint()
      this.add(rule, checked, checked - reader.varint())
    }
  }
}
