import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Queryable, Transaction } from '@/lib/db/client'
import { addToKept } from '@/lib/metrics/store/merge'
import type { Point } from '../engine'
import { pointColumns, unnestPoints } from './points'

const iso = (at: number) => new Date(at).toISOString()

/** The start of the oldest partition before `before` from which on PostgreSQL has all minutes; null where it has none. */
export async function findOldestMinute(sql: Queryable, before: number): Promise<number | null> {
  const [row] = await sql<{ at: string | null }[]>`
    select max(starts_at) as at from partitions where parent = 'rollups_1m' and starts_at <= (
      select min(bucket) from rollups_1m where bucket < ${iso(before)}::timestamptz and bucket >= (
      select coalesce(max(ends_at), '-infinity') from expired_partitions
      where parent = 'rollups_1m' and ends_at <= ${iso(before)}::timestamptz)
      and not exists (
        select from expired_partitions
        where parent = 'rollups_1m' and starts_at < ${iso(before)}::timestamptz and ends_at > ${iso(before)}::timestamptz))`
  return row?.at ? new Date(row.at).getTime() : null
}

export type Stretch = { from: number; to: number }

/** The stretches of [from, to) whose minutes have left PostgreSQL, ascending. */
export async function listMoved(sql: Queryable, { from, to }: Stretch): Promise<Stretch[]> {
  const rows = await sql<{ starts_at: string; ends_at: string }[]>`
    select greatest(starts_at, ${iso(from)}::timestamptz) as starts_at, least(ends_at, ${iso(to)}::timestamptz) as ends_at
    from expired_partitions
    where parent = 'rollups_1m' and starts_at < ${iso(to)}::timestamptz and ends_at > ${iso(from)}::timestamptz order by 1`
  return rows.map((row) => ({ from: new Date(row.starts_at).getTime(), to: new Date(row.ends_at).getTime() }))
}

/** Puts minutes of [from, to) back that had left, and what came late beside them; they are no longer noted as gone up to `to`. */
export async function restoreMinutes(tx: Transaction, points: Point[], { from, to }: Stretch): Promise<void> {
  const within = tx`bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz`
  await tx`delete from rollups_1m where ${within}`
  if (points.length > 0)
    await tx`insert into rollups_1m (${pointColumns(tx)}) select ${pointColumns(tx)} from ${unnestPoints(tx, points)}`
  await tx`
    insert into rollups_1m as kept (${pointColumns(tx)}) select ${pointColumns(tx)} from late_samples where ${within}
    ${addToKept(tx)}`
  const over = await tx<{ starts_at: string; ends_at: string }[]>`
    delete from expired_partitions
    where parent = 'rollups_1m' and starts_at < ${iso(to)}::timestamptz and ends_at > ${iso(from)}::timestamptz
    returning starts_at, ends_at`
  for (const gone of over) {
    const [start, end] = [new Date(gone.starts_at).getTime(), new Date(gone.ends_at).getTime()]
    const rest = [start < from ? [start, from] : [], end > to ? [to, end] : []].filter((pair) => pair.length > 0)
    for (const [first, last] of rest)
      await tx`insert into expired_partitions ${tx({ parent: 'rollups_1m', starts_at: iso(first!), ends_at: iso(last!) })}`
  }
}

export type SeriesTotal = { seriesId: number; count: number; sum: string; change: string }

/** What series come to in stretches, by the rollups of minutes without what is late beside the engine. */
export async function listTotals(sql: Queryable, stretches: Stretch[]): Promise<SeriesTotal[]> {
  const starts = pgArray(stretches.map(({ from }) => iso(from)))
  const ends = pgArray(stretches.map(({ to }) => iso(to)))
  return sql<SeriesTotal[]>`
    with spans as (select * from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) as span (start, finish)), parts as (
      select series_id, count, sum, change from spans join rollups_1m on bucket >= start and bucket < finish
      union all
      select series_id, -count, -sum, -change from spans join late_samples on bucket >= start and bucket < finish
    )
    select series_id as "seriesId", sum(count)::float8 as count, sum(sum)::text as sum, sum(change)::text as change
    from parts group by 1 having sum(count) <> 0 or sum(sum) <> 0 or sum(change) <> 0`
}
