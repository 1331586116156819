import { decodeSketch, type Sketch } from './sketch'

/** The sketch of a series in a bucket (its start, milliseconds), as it is written. */
export type SketchRow = { seriesId: number; bucket: number; sketch: Uint8Array }

/** Sketches by series and bucket, as they are added up. One that has nothing to be merged with is not even read. */
export class SketchSet {
  #series = new Map<number, Map<number, Uint8Array | Sketch>>()

  add({ seriesId, bucket, sketch }: SketchRow) {
    let buckets = this.#series.get(seriesId)
    if (!buckets) {
      buckets = new Map()
      this.#series.set(seriesId, buckets)
    }
    const known = buckets.get(bucket)
    if (!known) {
      buckets.set(bucket, sketch)
      return
    }
    const whole = known instanceof Uint8Array ? decodeSketch(known) : known
    whole.mergeEncoded(sketch)
    if (whole !== known) buckets.set(bucket, whole)
  }

  /** All of them, in the order of series and buckets. */
  rows(): SketchRow[] {
    return [...this.#series]
      .sort(([a], [b]) => a - b)
      .flatMap(([seriesId, buckets]) =>
        [...buckets]
          .sort(([a], [b]) => a - b)
          .map(([bucket, one]) => ({ seriesId, bucket, sketch: one instanceof Uint8Array ? one : one.encode() })),
      )
  }
}

/** The same sketches at a coarser resolution (`widthMs` a multiple of theirs, aligned to 1970 UTC). */
export function coarsenSketches(rows: readonly SketchRow[], widthMs: number): SketchRow[] {
  const coarse = new SketchSet()
  for (const { bucket, ...row } of rows) coarse.add({ ...row, bucket: bucket - (bucket % widthMs) })
  return coarse.rows()
}
