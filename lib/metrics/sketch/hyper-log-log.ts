import { ertlEstimate } from './ertl-estimate'
import { hashText } from './hash'
import { packRanks, unpackRanks } from './ranks'
import { VarintReader, VarintWriter } from './varint'

/** Bits of the register's number, and of its finer number while there are few values. */
const precision = 14
const finer = 25
const registers = 1 << precision
const packedRanks = (registers / 4) * 3
const between = finer - precision
const betweenMask = (1 << between) - 1
/** Bits of the hash behind the finer number: 7 of its first half and all 32 of its second. */
const restOfFirst = 32 - finer
/** From here on registers take less room than the values themselves. */
const mostSparse = 4096
const seeds = [0x2545f491, 0x9e3779b9] as const

export const sparseTag = 2
export const denseTag = 3

/** Ranks are below this. */
const rankBound = 64

/** One more than the leading zeros of a hash behind the finer number; `first` is its first half. */
function rankBehind(first: number, text: string): number {
  const rest = first & ((1 << restOfFirst) - 1)
  if (rest !== 0) return Math.clz32(rest) - finer + 1
  return restOfFirst + Math.clz32(hashText(text, seeds[1])) + 1
}

/** What is kept of a text in one number: its finer number, and the rank behind it where the bits between are all zero. */
export function markOf(text: string): number {
  const hash = hashText(text, seeds[0])
  const fine = hash >>> restOfFirst
  return fine * rankBound + ((fine & betweenMask) === 0 ? rankBehind(hash, text) : 0)
}

/** The rank of a value in its register, by its finer number and its rank behind that. */
function rankOf(fine: number, behind: number): number {
  const bits = fine & betweenMask
  return bits !== 0 ? Math.clz32(bits) - (32 - between) + 1 : between + behind
}

/**
 * A HyperLogLog of 2^14 registers over hashes of 64 bits: how many different texts were added, to 0.8 % (one standard
 * error), and nearly exact up to some thousands, for so long it keeps 25 bits of each. Merging gives, in whatever order it
 * is done, the sketch of all texts.
 * Reference: Heule, Nunkesser, Hall, HyperLogLog in practice (2013).
 */
export class HyperLogLog {
  /** By the finer number, the rank behind it where the bits between are all zero, else 0. */
  #sparse: Map<number, number> | null = new Map()
  #ranks: Uint8Array | null = null
  #count = 0

  /** How many texts were added, those that came again included. */
  get count(): number {
    return this.#count
  }

  add(text: string) {
    this.addMark(markOf(text))
  }

  addMark(mark: number) {
    this.#addFine(Math.floor(mark / rankBound), mark % rankBound)
    this.#count += 1
  }

  #addFine(fine: number, behind: number) {
    const sparse = this.#sparse
    if (!sparse) {
      this.#raise(fine >>> between, rankOf(fine, behind))
      return
    }
    if (sparse.get(fine)! >= behind) return
    sparse.set(fine, behind)
    if (sparse.size > mostSparse) this.#densify()
  }

  #raise(register: number, rank: number) {
    const ranks = this.#ranks!
    if (ranks[register]! < rank) ranks[register] = rank
  }

  #densify() {
    const sparse = this.#sparse
    if (!sparse) return
    this.#sparse = null
    this.#ranks = new Uint8Array(registers)
    for (const [fine, behind] of sparse) this.#raise(fine >>> between, rankOf(fine, behind))
  }

  #raiseAll(ranks: Uint8Array) {
    this.#densify()
    for (let register = 0; register < registers; register += 1) this.#raise(register, ranks[register]!)
  }

  /** Adds what another one has. */
  merge(other: HyperLogLog) {
    this.#count += other.#count
    if (other.#ranks) this.#raiseAll(other.#ranks)
    else for (const [fine, behind] of other.#sparse!) this.#addFine(fine, behind)
  }

  clone(): HyperLogLog {
    const copy = new HyperLogLog()
    copy.#sparse = this.#sparse && new Map(this.#sparse)
    copy.#ranks = this.#ranks?.slice() ?? null
    copy.#count = this.#count
    return copy
  }

  /** About how many different texts were added, a whole number. */
  estimate(): number {
    if (this.#sparse) {
      const places = 2 ** finer
      return Math.round(places * Math.log(places / (places - this.#sparse.size)))
    }
    return Math.round(ertlEstimate(this.#ranks!, 64 - precision))
  }

  /** How many texts; of few how far each finer number is from the one before, of many six bits a register. */
  encode(): Buffer {
    const writer = new VarintWriter()
    writer.byte(this.#sparse ? sparseTag : denseTag)
    writer.varint(this.#count)
    if (this.#sparse) writeSparse(writer, this.#sparse)
    else writer.append(packRanks(this.#ranks!))
    return writer.bytes()
  }

  /** Adds what a sketch has that was written. */
  mergeEncoded(bytes: Uint8Array) {
    const reader = new VarintReader(bytes, 1)
    this.#count += reader.varint()
    if (bytes[0] === denseTag) {
      this.#raiseAll(unpackRanks(reader.take(packedRanks)))
      return
    }
    for (let fine = 0; !reader.done; ) {
      fine += reader.varint()
      this.#addFine(fine, (fine & betweenMask) === 0 ? reader.byte() : 0)
    }
  }
}

function writeSparse(writer: VarintWriter, sparse: Map<number, number>) {
  let before = 0
  for (const fine of Int32Array.from(sparse.keys()).sort()) {
    writer.varint(fine - before)
    if ((fine & betweenMask) === 0) writer.byte(sparse.get(fine)!)
    before = fine
  }
}

/** Writes the sketch of texts by their marks, one for each text; sorts these. */
export function writeMarks(writer: VarintWriter, marks: number[]) {
  if (marks.length > mostSparse) {
    const sketch = new HyperLogLog()
    for (const mark of marks) sketch.addMark(mark)
    writer.append(sketch.encode())
    return
  }
  if (marks.length > 1) marks.sort((a, b) => a - b)
  writer.byte(sparseTag)
  writer.varint(marks.length)
  let before = 0
  for (let place = 0; place < marks.length; place += 1) {
    const mark = marks[place]!
    const fine = Math.floor(mark / rankBound)
    if (place + 1 < marks.length && Math.floor(marks[place + 1]! / rankBound) === fine) continue
    writer.varint(fine - before)
    if ((fine & betweenMask) === 0) writer.byte(mark % rankBound)
    before = fine
  }
}
