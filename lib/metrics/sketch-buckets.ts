import { createHash } from 'node:crypto'
import { type Buckets, bucketKey } from './compare'
import { decodeSketch } from './sketch/sketch'
import type { SketchRow } from './sketch/sketch-set'

const digestLength = 12

/** Sketches as texts that are equal where the sketches are; `names` has the name of each series by its id. */
export function sketchBuckets(rows: readonly SketchRow[], names: ReadonlyMap<number, string>): Buckets {
  return new Map(
    rows.map(({ seriesId, bucket, sketch }) => {
      const whole = decodeSketch(sketch)
      const digest = createHash('sha256').update(whole.encode()).digest('hex').slice(0, digestLength)
      return [bucketKey(names.get(seriesId)!, bucket), `${whole.count} values, sketch ${digest}`]
    }),
  )
}
