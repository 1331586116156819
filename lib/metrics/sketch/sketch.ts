import { denseTag, HyperLogLog, sparseTag } from './hyper-log-log'
import { QuantileSketch, quantileTag } from './quantile-sketch'

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

/** Adds `part` into `whole`, of the same kind; answers whether that changed it. */
export function addSketch(whole: Sketch, part: Sketch): boolean {
  if (whole instanceof QuantileSketch && part instanceof QuantileSketch) return whole.merge(part)
  if (whole instanceof HyperLogLog && part instanceof HyperLogLog) return whole.merge(part)
  throw new TypeError('a sketch of numbers and one of identifiers do not merge')
}

/** Adds `part` into `whole` (a copy of it where there is none). */
export function mergeSketch(whole: Sketch | undefined, part: Sketch): Sketch {
  if (!whole) return part.clone()
  addSketch(whole, part)
  return whole
}
