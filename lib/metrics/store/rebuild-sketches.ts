import 'server-only'
import type { Transaction } from '@/lib/db/client'
import { type Compared, resolutionWidths } from '../compare'
import { dayMs, minuteMs } from '../fold'
import { packSketches, unpackSketches } from '../sketch/pack'
import { countEncoded } from '../sketch/sketch'
import { coarsenSketches, type SketchRow, SketchSet } from '../sketch/sketch-set'
import { appendSketches, type LoggedSketches } from './sketch-log'
import { sketchTables } from './sketches'

const iso = (at: number) => new Date(at).toISOString()
type Packed = { seriesId: number; pack: Buffer }

const unpackAll = (packs: readonly Packed[]): SketchRow[] =>
  packs.flatMap(({ seriesId, pack }) => [...unpackSketches(pack, minuteMs)].map((one) => ({ seriesId, ...one })))

const isOn =
  (day: number) =>
  ({ bucket }: SketchRow) =>
    bucket >= day && bucket < day + dayMs

/** The sketches that are kept of series on a day at one resolution, be they compacted or not. */
export async function readKeptSketches(
  tx: Transaction,
  resolution: Compared,
  seriesIds: number[],
  day: number,
): Promise<SketchRow[]> {
  const compacted = await tx<SketchRow[]>`
    select series_id as "seriesId", extract(epoch from bucket)::float8 * 1000 as bucket, sketch
    from ${tx(sketchTables[resolution])} where series_id = any(${seriesIds}::int[])
      and bucket >= ${iso(day)}::timestamptz and bucket < ${iso(day + dayMs)}::timestamptz`
  const logged = await tx<Packed[]>`
    select series_id as "seriesId", pack from sketch_log where series_id = any(${seriesIds}::int[])
      and last_bucket >= ${iso(day)}::timestamptz and first_bucket < ${iso(day + dayMs)}::timestamptz`
  const all = new SketchSet()
  for (const row of compacted) all.add(row)
  for (const row of coarsenSketches(unpackAll(logged).filter(isOn(day)), resolutionWidths[resolution])) all.add(row)
  return all.rows()
}

/** Sketches by the minute as lines of the log, one for each series. */
const toLines = (sketches: SketchSet): LoggedSketches[] =>
  [...sketches.parts(1)].map((rows) => {
    const byMinute = new Map(rows.map(({ bucket, sketch }) => [bucket, sketch]))
    const buckets = [...byMinute.keys()]
    const pack = packSketches(buckets, minuteMs, (writer, bucket) => writer.append(byMinute.get(bucket)!))
    const count = rows.reduce((sum, { sketch }) => sum + countEncoded(sketch), 0)
    return { seriesId: rows[0]!.seriesId, from: buckets[0]!, last: buckets.at(-1)!, count, pack }
  })

/**
 * Removes the sketches that are kept of series on a day at every resolution. What a pack in the log has of other days too is
 * put back. Nobody else may compact meanwhile.
 */
export async function removeKeptSketches(tx: Transaction, seriesIds: number[], day: number): Promise<void> {
  for (const table of Object.values(sketchTables)) {
    await tx`
      delete from ${tx(table)} where series_id = any(${seriesIds}::int[])
        and bucket >= ${iso(day)}::timestamptz and bucket < ${iso(day + dayMs)}::timestamptz`
  }
  const packs = await tx<Packed[]>`
    delete from sketch_log where series_id = any(${seriesIds}::int[])
      and last_bucket >= ${iso(day)}::timestamptz and first_bucket < ${iso(day + dayMs)}::timestamptz
    returning series_id as "seriesId", pack`
  const others = new SketchSet()
  for (const row of unpackAll(packs)) if (!isOn(day)(row)) others.add(row)
  if (others.size === 0) return
  await tx`
    with ready as (select 1), logged as materialized (select nextval('sample_log_ids') as id),
      kept as (${appendSketches(tx, toLines(others), tx`logged`)})
    select count(*) from kept`
}
