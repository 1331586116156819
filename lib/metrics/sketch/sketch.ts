import { denseTag, HyperLogLog, sparseTag } from './hyper-log-log'
import { countBins, QuantileSketch, quantileTag } from './quantile-sketch'
import { Tally, tallyTag } from './tally'
import { VarintReader } from './varint'

/** What a bucket keeps of its values beside their aggregate: of numbers their spread, of identifiers how many there are, of rules how they were met. */
export type Sketch = QuantileSketch | HyperLogLog | Tally

function emptyFor(tag: number | undefined): Sketch {
  if (tag === quantileTag) return new QuantileSketch()
  if (tag === sparseTag || tag === denseTag) return new HyperLogLog()
  if (tag === tallyTag) return new Tally()
  throw new RangeError(`a sketch begins with 1, 2, 3 or 4, not ${tag}`)
}

/** Reads what any sketch wrote. Throws `RangeError` where it is none. */
export function decodeSketch(bytes: Uint8Array): Sketch {
  const sketch = emptyFor(bytes[0])
  sketch.mergeEncoded(bytes)
  return sketch
}

/** Adds a sketch that was written into `whole` (read where there is none). */
export function mergeEncoded(whole: Sketch | undefined, bytes: Uint8Array): Sketch {
  if (!whole) return decodeSketch(bytes)
  whole.mergeEncoded(bytes)
  return whole
}

/** How many values went into a sketch that was written. */
export const countEncoded = (bytes: Uint8Array): number =>
  bytes[0] === quantileTag ? countBins(bytes) : new VarintReader(bytes, 1).varint()

/** Adds `part` into `whole` (a copy of it where there is none). Throws `TypeError` where they are not of one kind. */
export function mergeSketch(whole: Sketch | undefined, part: Sketch): Sketch {
  if (!whole) return part.clone()
  if (whole instanceof QuantileSketch && part instanceof QuantileSketch) whole.merge(part)
  else if (whole instanceof HyperLogLog && part instanceof HyperLogLog) whole.merge(part)
  else if (whole instanceof Tally && part instanceof Tally) whole.merge(part)
  else throw new TypeError('sketches of numbers, of identifiers and of rules do not merge')
  return whole
}
