/** Writes whole numbers from 0 to 2^53 − 1, small ones in few bytes: seven bits a byte, the lowest first. */
export class VarintWriter {
  #bytes: Buffer
  #length = 0

  /** `capacity`: how many bytes there is room for at first. */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(Math.max(capacity, 16))
  }

  byte(value: number) {
    if (this.#length === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * this.#length)
    this.#bytes[this.#length] = value
    this.#length += 1
  }

  varint(value: number) {
    let rest = value
    while (rest >= 128) {
      this.byte((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    this.byte(rest)
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length)
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
    if (value === undefined) throw new RangeError('the sketch ends within a number')
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
}
