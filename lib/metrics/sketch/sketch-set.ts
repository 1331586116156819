import { decodeSketch, type Sketch } from './sketch'

/** The sketch of a series in a bucket (its start, milliseconds), as it is written. */
export type SketchRow = { seriesId: number; bucket: number; sketch: Uint8Array }

/** Sketches by series and bucket, as they are added up. One that has nothing to be merged with is not even read. */
export class SketchSet {
  #series = new Map<number, Map<number, Uint8Array | Sketch>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add({ seriesId, bucket, sketch }: SketchRow) {
    let buckets = this.#series.get(seriesId)
    if (!buckets) {
      buckets = new Map()
      this.#series.set(seriesId, buckets)
    }
    const known = buckets.get(bucket)
    if (!known) {
      this.#size += 1
      buckets.set(bucket, sketch)
      return
    }
    const whole = known instanceof Uint8Array ? decodeSketch(known) : known
    whole.mergeEncoded(sketch)
    if (whole !== known) buckets.set(bucket, whole)
  }

  /** The starts of the stretches of `widthMs` that have sketches. */
  spans(widthMs: number): Set<number> {
    const starts = new Set<number>()
    for (const buckets of this.#series.values()) {
      for (const bucket of buckets.keys()) starts.add(bucket - (bucket % widthMs))
    }
    return starts
  }

  /** All of them, in the order of series and buckets: whole series, at least `least` sketches in each part but the last. */
  *parts(least: number): Generator<SketchRow[]> {
    let part: SketchRow[] = []
    for (const [seriesId, buckets] of [...this.#series].sort(([a], [b]) => a - b)) {
      for (const [bucket, one] of [...buckets].sort(([a], [b]) => a - b)) {
        part.push({ seriesId, bucket, sketch: one instanceof Uint8Array ? one : one.encode() })
      }
      if (part.length < least) continue
      yield part
      part = []
    }
    if (part.length > 0) yield part
  }

  rows(): SketchRow[] {
    return [...this.parts(0)].flat()
  }
}

/** The same sketches at a coarser resolution (`widthMs` a multiple of theirs, aligned to 1970 UTC). */
export function coarsenSketches(rows: readonly SketchRow[], widthMs: number): SketchRow[] {
  const coarse = new SketchSet()
  for (const { bucket, ...row } of rows) coarse.add({ ...row, bucket: bucket - (bucket % widthMs) })
  return coarse.rows()
}
