import 'server-only'
import type { Fragment, Queryable, Sql, Transaction } from '@/lib/db/client'
import { addToKept } from '@/lib/metrics/store/merge'
import type { Point } from '../engine'
import { pointColumns, unnestPoints } from './points'

const iso = (at: number) => new Date(at).toISOString()

/** What comes late into a minute is merged with what came late before. */
export const addToLate = (sql: Queryable): Fragment => sql`${addToKept(sql)}, whole = kept.whole or excluded.whole`

/** Keeps points here that the engine does not hold; `whole`: what it holds of these minutes is no more to be read. */
export async function keepLate(tx: Transaction, points: Point[], whole: boolean): Promise<void> {
  if (points.length === 0) return
  await tx`
    insert into late_samples as kept (${pointColumns(tx)}, whole)
    select ${pointColumns(tx)}, ${whole} from ${unnestPoints(tx, points)} order by series_id, bucket
    ${addToLate(tx)}`
}

/**
 * Sends minutes again, whole, into which something came late, where the rollups of minutes still have all of them; answers how
 * many; one that has nothing any more is sent as empty. Nobody may compact meanwhile.
 */
export async function sealAgain(tx: Transaction, from: number, limit: number): Promise<number> {
  const { count } = await tx`
    with due as (
      select series_id, bucket from late_samples
      where bucket >= ${iso(from)}::timestamptz and not exists (
        select from expired_partitions where parent = 'rollups_1m' and starts_at <= bucket and ends_at > bucket)
      order by bucket, series_id limit ${limit}
    ), gone as (
      delete from late_samples using due
      where late_samples.series_id = due.series_id and late_samples.bucket = due.bucket
    )
    insert into outbox (${pointColumns(tx)})
    select due.series_id, due.bucket, coalesce(count, 0), coalesce(sum, 0), coalesce(min, 'infinity'), coalesce(max, '-infinity'),
      coalesce(first_at, 'infinity'), coalesce(last, 0), coalesce(last_at, '-infinity'), coalesce(change, 0)
    from due left join rollups_1m as kept on due.series_id = kept.series_id and due.bucket = kept.bucket
    order by due.bucket, due.series_id`
  return count
}

/** The minutes of series of which what the engine holds is not to be read. */
export function listWhole(
  sql: Queryable,
  { seriesIds, from, to }: { seriesIds: number[]; from: number; to: number },
): Promise<{ seriesId: number; bucket: number }[]> {
  return sql<{ seriesId: number; bucket: number }[]>`
    select series_id as "seriesId", (extract(epoch from bucket) * 1000)::float8 as bucket from late_samples
    where whole and series_id = any(${seriesIds}::int[])
      and bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz`
}

export async function removeLate(tx: Queryable, from: number, to: number): Promise<void> {
  await tx`delete from late_samples where bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz`
}

export async function countLate(sql: Sql, most: number): Promise<number> {
  const [row] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from (select from late_samples limit ${most}) as counted`
  return row!.rows
}
