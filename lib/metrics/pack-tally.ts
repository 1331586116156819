import { minuteMs } from './fold'
import { packSketches } from './sketch/pack'
import type { Tally } from './sketch/tally'

/** A line of the log of sketches: what one source table has by the minute. */
export type TallyLine = { seriesId: number; from: number; last: number; count: number; pack: Buffer }

/** What rules counted on one source table by the minute (its start, milliseconds), as a line of the log of sketches. */
export function packTally(seriesId: number, minutes: ReadonlyMap<number, Tally>): TallyLine {
  const buckets = [...minutes.keys()].sort((a, b) => a - b)
  const pack = packSketches(buckets, minuteMs, (writer, bucket) => minutes.get(bucket)!.write(writer))
  let count = 0
  for (const tally of minutes.values()) count += tally.count
  return { seriesId, from: buckets[0]!, last: buckets.at(-1)!, count, pack }
}
