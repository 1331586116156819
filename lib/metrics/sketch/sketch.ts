import { denseTag, HyperLogLog, sparseTag } from './hyper-log-log'
import { countBins, QuantileSketch, quantileTag } from './quantile-sketch'
import { VarintReader } from './varint'

/** What a bucket keeps of its values beside their aggregate: of numbers their spread, of identifiers how many there are. */
export type Sketch = QuantileSketch | HyperLogLog

function emptyFor(tag: number | undefined): Sketch {
  if (tag === quantileTag) return new QuantileSketch()
  if (tag === sparseTag || tag === denseTag) return new HyperLogLog()
  throw new RangeError(`a sketch begins with 1, 2 or 3, not ${tag}`)
}

/** Reads what either sketch wrote. Throws `RangeError` where it is neither. */
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
  else throw new TypeError('a sketch of numbers and one of identifiers do not merge')
  return whole
}
