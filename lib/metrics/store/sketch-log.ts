import 'server-only'
import { plainArray } from '@/lib/db/array'
import type { Fragment, Queryable, Transaction } from '@/lib/db/client'
import { minuteMs } from '../fold'
import { unpackSketches } from '../sketch/pack'
import type { SketchRow } from '../sketch/sketch-set'
import { hex } from './sketches'

/** What one group of events has of a series: `pack` holds sketches by the minute, `from` to `last` are their starts. */
export type LoggedSketches = { seriesId: number; from: number; last: number; count: number; pack: Buffer }

/** Appends sketches to the log, under the id that `after` answers, when that is done. */
export const appendSketches = (sql: Queryable, rows: LoggedSketches[], after: Fragment) => sql`
  insert into sketch_log (id, series_id, first_bucket, last_bucket, count, pack)
  select (select id from ${after} limit 1), series_id, to_timestamp(from_ms / 1000.0), to_timestamp(last_ms / 1000.0), count, decode(pack, 'hex')
  from ready cross join unnest(
    ${plainArray(rows.map((row) => row.seriesId))}::int[],
    ${plainArray(rows.map((row) => row.from))}::float8[],
    ${plainArray(rows.map((row) => row.last))}::float8[],
    ${plainArray(rows.map((row) => row.count))}::bigint[],
    ${plainArray(rows.map((row) => hex(row.pack)))}::text[]
  ) as incoming (series_id, from_ms, last_ms, count, pack)
  where (select count(*) from ${after}) >= 0
  returning 1`

/** Appends sketches by themselves. */
export async function logSketches(tx: Transaction, rows: LoggedSketches[]): Promise<void> {
  await tx`
    with ready as (select 1), logged as (select nextval('sample_log_ids') as id),
      sketched as (${appendSketches(tx, rows, tx`logged`)})
    select count(*) from sketched`
}

const logAtOnce = 20

/** Takes packs out of the log, at most `limit` and about `bytes` of them; `take` gets their sketches. Answers how many packs. */
export async function takeLogged(
  tx: Transaction,
  { limit, bytes }: { limit: number; bytes: number },
  take: (row: SketchRow) => void,
): Promise<number> {
  let taken = 0
  const packs = tx<{ series_id: number; pack: Buffer }[]>`
    delete from sketch_log where ctid = any(array(
      select place from (
        select place, sum(size) over (order by id rows unbounded preceding) - size as before
        from (
          select ctid as place, id, octet_length(pack) as size from sketch_log
          where id > (select sketched from compactions) order by id limit ${limit}
        ) as waiting
      ) as sized where before < ${bytes}
    ))
    returning series_id, pack`
  for await (const rows of packs.cursor(logAtOnce)) {
    taken += rows.length
    for (const { series_id: seriesId, pack } of rows) {
      for (const one of unpackSketches(pack, minuteMs)) take({ seriesId, ...one })
    }
  }
  return taken
}

/** Up to which id all transactions have ended: no pack with such an id can come any more. */
export async function readEnded(tx: Transaction): Promise<number> {
  const [row] = await tx<{ through: string }[]>`select through from compactions`
  return Number(row!.through)
}

/** Notes that no pack with an id up to `through` is left, so that nobody looks there. */
export async function setSketched(tx: Transaction, through: number): Promise<void> {
  await tx`update compactions set sketched = ${through} where sketched < ${through}`
}
