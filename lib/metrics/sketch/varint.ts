/** Writes whole numbers from 0 to 2^53 − 1, small ones in few bytes: seven bits a byte, the lowest first. */
export class VarintWriter {
  #bytes = Buffer.allocUnsafe(256)
  #length = 0

  get length(): number {
    return this.#length
  }

  #reserve(more: number) {
    if (this.#length + more <= this.#bytes.length) return
    const longer = Buffer.allocUnsafe(2 * (this.#length + more))
    this.#bytes.copy(longer, 0, 0, this.#length)
    this.#bytes = longer
  }

  byte(value: number) {
    this.#reserve(1)
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  varint(value: number) {
    this.#reserve(8)
    let rest = value
    let place = this.#length
    for (; rest >= 128; rest = Math.floor(rest / 128)) {
      this.#bytes[place] = (rest % 128) + 128
      place += 1
    }
    this.#bytes[place] = rest
    this.#length = place + 1
  }

  append(bytes: Uint8Array) {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  clear() {
    this.#length = 0
  }

  /** What was written, until the next is. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  /** A copy of what was written. */
  bytes(): Buffer {
    return Buffer.from(this.view())
  }
}

/** Reads what a `VarintWriter` wrote. Throws `RangeError` where a number is cut off. */
export class VarintReader {
  #place: number

  constructor(
    private readonly bytes: Uint8Array,
    start = 0,
  ) {
    this.#place = start
  }

  get done(): boolean {
    return this.#place >= this.bytes.length
  }

  byte(): number {
    const value = this.bytes[this.#place]
    if (value === undefined) throw new RangeError('a sketch ends within a number')
    this.#place += 1
    return value
  }

  varint(): number {
    let value = 0
    for (let weight = 1; ; weight *= 128) {
      const byte = this.byte()
      value += (byte & 127) * weight
      if (byte < 128) return value
    }
  }

  /** The next `length` bytes, a view. */
  take(length: number): Uint8Array {
    const end = this.#place + length
    if (end > this.bytes.length) throw new RangeError(`a sketch of ${length} bytes is cut off`)
    const taken = this.bytes.subarray(this.#place, end)
    this.#place = end
    return taken
  }
}
