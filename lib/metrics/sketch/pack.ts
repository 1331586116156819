import { VarintReader, VarintWriter } from './varint'

/** One sketch as it is written, and the start of its bucket in milliseconds. */
export type PackedSketch = { bucket: number; sketch: Uint8Array }

const body = new VarintWriter()

/**
 * The sketches of several buckets in one text of bytes: for each how many widths it is after the one before, its length and
 * itself. `buckets` are ascending multiples of `widthMs`; `write` writes the sketch of one.
 */
export function packSketches(
  buckets: readonly number[],
  widthMs: number,
  write: (writer: VarintWriter, bucket: number) => void,
): Buffer {
  const pack = new VarintWriter()
  let before = 0
  for (const bucket of buckets) {
    body.clear()
    write(body, bucket)
    pack.varint((bucket - before) / widthMs)
    pack.varint(body.length)
    pack.append(body.view())
    before = bucket
  }
  return pack.bytes()
}

/** What `packSketches` wrote, by the same width. */
export function* unpackSketches(bytes: Uint8Array, widthMs: number): Generator<PackedSketch> {
  const reader = new VarintReader(bytes)
  let bucket = 0
  while (!reader.done) {
    bucket += reader.varint() * widthMs
    yield { bucket, sketch: reader.take(reader.varint()) }
  }
}
