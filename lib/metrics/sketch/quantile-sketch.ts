import { VarintReader, VarintWriter } from './varint'

const accuracy = 0.01
const gamma = (1 + accuracy) / (1 - accuracy)
const perLog = 1 / Math.log(gamma)
/** From the upper edge of a bin to the value that is no further than `accuracy` from all of it. */
const middle = Math.log(2 / (1 + gamma))
/** More than the number of the bin of the smallest double, 5e-324, is below that of 1. */
const offset = 37_500

export const quantileTag = 1

/** The bin of a finite value. Bins are in the order of their values: below 0 the negative ones, 0 for zero. */
export function binOf(value: number): number {
  if (value > 0) return Math.ceil(Math.log(value) * perLog) + offset
  return value < 0 ? -Math.ceil(Math.log(-value) * perLog) - offset : 0
}

function valueIn(bin: number): number {
  if (bin === 0) return 0
  const value = Math.min(Math.exp((Math.abs(bin) - offset) / perLog + middle), Number.MAX_VALUE)
  return bin > 0 ? value : -value
}

/** Writes the sketch of values by their bins, one for each value; sorts these. */
export function writeBins(writer: VarintWriter, bins: number[]) {
  if (bins.length > 1) bins.sort((a, b) => a - b)
  writer.byte(quantileTag)
  let before = -2 * offset
  for (let place = 0; place < bins.length; ) {
    const bin = bins[place]!
    const first = place
    while (bins[place] === bin) place += 1
    writer.varint(bin - before)
    writer.varint(place - first)
    before = bin
  }
}

/** How many values a sketch that was written is of. */
export function countBins(bytes: Uint8Array): number {
  const reader = new VarintReader(bytes, 1)
  let count = 0
  while (!reader.done) {
    reader.varint()
    count += reader.varint()
  }
  return count
}

/**
 * A DDSketch: how many values lie in each of the bins that grow by 2 %, so that any percentile is within 1 % of the true
 * one, relative to it, for values of any size and sign. Merging only adds counts up: in whatever order it is done, it gives
 * the sketch of all values.
 * Reference: Masson, Rim, Lee, DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees (2019).
 */
export class QuantileSketch {
  #bins = new Map<number, number>()
  #count = 0

  /** How many values were added. */
  get count(): number {
    return this.#count
  }

  /** Adds a value `times` times. Throws `RangeError` for what is no finite number. */
  add(value: number, times = 1) {
    if (!Number.isFinite(value)) throw new RangeError(`a sketch takes finite numbers, not ${value}`)
    this.#addBin(binOf(value), times)
  }

  #addBin(bin: number, times: number) {
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + times)
    this.#count += times
  }

  /** Adds the values of another. */
  merge(other: QuantileSketch) {
    for (const [bin, times] of other.#bins) this.#addBin(bin, times)
  }

  clone(): QuantileSketch {
    const copy = new QuantileSketch()
    copy.merge(this)
    return copy
  }

  #sortedBins(): Int32Array {
    return Int32Array.from(this.#bins.keys()).sort()
  }

  /**
   * The smallest value that at least `percent` (0 to 100) percent of all values are no greater than (the nearest rank), to
   * 1 % of it; null of no values.
   */
  percentile(percent: number): number | null {
    let rank = Math.max(1, Math.ceil((percent * this.#count) / 100))
    for (const bin of this.#sortedBins()) {
      rank -= this.#bins.get(bin)!
      if (rank <= 0) return valueIn(bin)
    }
    return null
  }

  /** The bins in their order, each as how far it is from the one before and how many values it has. */
  encode(): Buffer {
    const writer = new VarintWriter()
    writer.byte(quantileTag)
    let before = -2 * offset
    for (const bin of this.#sortedBins()) {
      writer.varint(bin - before)
      writer.varint(this.#bins.get(bin)!)
      before = bin
    }
    return writer.bytes()
  }

  /** Adds the values of a sketch that was written. */
  mergeEncoded(bytes: Uint8Array) {
    const reader = new VarintReader(bytes, 1)
    let bin = -2 * offset
    while (!reader.done) {
      bin += reader.varint()
      this.#addBin(bin, reader.varint())
    }
  }
}
