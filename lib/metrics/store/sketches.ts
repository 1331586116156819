import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Sql, Transaction } from '@/lib/db/client'
import { minuteMs } from '../fold'
import { type Piece, type Resolution, resolutions } from '../plan'
import { unpackSketches } from '../sketch/pack'
import { countEncoded } from '../sketch/sketch'
import type { SketchRow } from '../sketch/sketch-set'
import type { SeriesExtent } from './read'

export const sketchTables = {
  samples_1m: 'sketches_1m',
  samples_1h: 'sketches_1h',
  samples_1d: 'sketches_1d',
} as const satisfies Record<Resolution, string>
export type SketchTable = (typeof sketchTables)[Resolution]

const iso = (at: number) => new Date(at).toISOString()
/** Bytes as hexadecimal digits, for `decode(…, 'hex')`. */
export const hex = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')

const keysOf = (rows: readonly SketchRow[]) =>
  [plainArray(rows.map((row) => row.seriesId)), plainArray(rows.map((row) => row.bucket))] as const

/** What is kept under the series and buckets of `rows`, which are ascending. */
export async function findSketches(
  tx: Transaction,
  table: SketchTable,
  rows: readonly SketchRow[],
): Promise<SketchRow[]> {
  const buckets = rows.map(({ bucket }) => bucket)
  const [ids, starts] = keysOf(rows)
  const found = await tx<{ series_id: number; at: number; sketch: Buffer }[]>`
    select kept.series_id, extract(epoch from bucket)::float8 * 1000 as at, sketch
    from unnest(${ids}::int[], ${starts}::float8[]) as wanted (series_id, ms)
    join ${tx(table)} as kept on kept.series_id = wanted.series_id and bucket = to_timestamp(ms / 1000.0)
    where bucket between ${iso(Math.min(...buckets))}::timestamptz and ${iso(Math.max(...buckets))}::timestamptz`
  return found.map((row) => ({ seriesId: row.series_id, bucket: row.at, sketch: row.sketch }))
}

/** Keeps sketches in the place of those before. */
export async function putSketches(tx: Transaction, table: SketchTable, rows: readonly SketchRow[]): Promise<void> {
  const [ids, starts] = keysOf(rows)
  await tx`
    insert into ${tx(table)} (series_id, bucket, count, sketch)
    select series_id, to_timestamp(ms / 1000.0), count, decode(sketch, 'hex') from unnest(
      ${ids}::int[], ${starts}::float8[], ${plainArray(rows.map((row) => countEncoded(row.sketch)))}::bigint[],
      ${plainArray(rows.map((row) => hex(row.sketch)))}::text[]
    ) as wanted (series_id, ms, count, sketch)
    on conflict (series_id, bucket) do update set count = excluded.count, sketch = excluded.sketch`
}

function readPieces(sql: Sql, resolution: Resolution, pieces: readonly Piece[], ids: number[]) {
  const starts = pgArray(pieces.map(({ from }) => iso(from)))
  const ends = pgArray(pieces.map(({ to }) => iso(to)))
  return sql`
    select series_id, extract(epoch from bucket)::float8 * 1000 as at, sketch
    from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) as span (start, finish)
    join ${sql(sketchTables[resolution])} on bucket >= start and bucket < finish
    where series_id = any(${ids}::int[])
      and bucket >= ${iso(pieces[0]!.from)}::timestamptz and bucket < ${iso(pieces.at(-1)!.to)}::timestamptz`
}

export type SketchQuestion = { pieces: readonly Piece[]; series: { id: number; group: number }[] }
/** A sketch at `bucket` of its piece's resolution, or by the minute where it is still in the log. */
export type FoundSketch = { group: number; bucket: number; sketch: Uint8Array }

const readAtOnce = 200
/** Sketches of minutes never leave for a storage engine. */
const placeOf = ({ resolution }: Piece) => (resolution === 'engine' ? 'samples_1m' : resolution)

/**
 * The sketches of series within `pieces` (ascending, none of them raw) and those still in the log about that time, in one
 * statement: each value is in one of them.
 */
export async function* readSketches(sql: Sql, { pieces, series }: SketchQuestion): AsyncGenerator<FoundSketch[]> {
  if (pieces.length === 0 || series.length === 0) return
  const ids = series.map((one) => one.id)
  const groups = new Map(series.map((one) => [one.id, one.group]))
  const compacted = resolutions.flatMap((resolution) => {
    const own = pieces.filter((piece) => placeOf(piece) === resolution)
    return own.length > 0 ? [readPieces(sql, resolution, own, ids)] : []
  })
  const rows = sql<{ series_id: number; at: number | null; sketch: Buffer }[]>`
    ${compacted.reduce((all, query) => sql`${all} union all ${query}`)}
    union all
    select series_id, null, pack from sketch_log
    where id > (select sketched from compactions) and series_id = any(${ids}::int[])
      and last_bucket >= ${iso(pieces[0]!.from)}::timestamptz and first_bucket < ${iso(pieces.at(-1)!.to)}::timestamptz`
  for await (const some of rows.cursor(readAtOnce)) {
    yield some.flatMap(({ series_id, at, sketch }): FoundSketch[] => {
      const group = groups.get(series_id)!
      if (at !== null) return [{ group, bucket: at, sketch }]
      return [...unpackSketches(sketch, minuteMs)].map((one) => ({ group, ...one }))
    })
  }
}

/** How many values the sketches of each series are of, and the minutes of the first and the last. */
export function listSketchExtents(sql: Sql, seriesIds: number[]): Promise<SeriesExtent[]> {
  return sql<SeriesExtent[]>`
    with wanted as (select unnest(${seriesIds}::int[]) as series_id), parts as (
      select series_id, count, null::timestamptz as first_at, null::timestamptz as last_at
      from sketches_1d where series_id = any(${seriesIds}::int[])
      union all
      select series_id, 0, first.bucket, last.bucket from wanted
      cross join lateral (
        select bucket from sketches_1m as kept where kept.series_id = wanted.series_id order by bucket limit 1
      ) as first
      cross join lateral (
        select bucket from sketches_1m as kept where kept.series_id = wanted.series_id order by bucket desc limit 1
      ) as last
      union all
      select series_id, count, first_bucket, last_bucket from sketch_log
      where id > (select sketched from compactions) and series_id = any(${seriesIds}::int[])
    )
    select series_id as "seriesId", sum(count)::float8 as count, min(first_at) as "firstAt", max(last_at) as "lastAt"
    from parts group by series_id`
}
