import 'server-only'
import { plainArray } from '@/lib/db/array'
import type { Queryable, Sql, Transaction } from '@/lib/db/client'
import type { Point } from '../engine'
import { type PointRow, pointColumns, toPoint } from './points'

const iso = (at: number) => new Date(at).toISOString()

export type Queued = { id: number; missed: number; point: Point }

/** Puts the minutes of [from, to) into the outbox as they are now, in the order of time; answers how many. */
export async function sealMinutes(tx: Transaction, from: number, to: number): Promise<number> {
  const { count } = await tx`
    insert into outbox (${pointColumns(tx)})
    select ${pointColumns(tx)} from rollups_1m
    where bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz and (count > 0 or change <> 0)
    order by bucket, series_id`
  return count
}

type Row = PointRow & { id: string; missed: number }
const toQueued = (row: Row): Queued => ({ id: Number(row.id), missed: row.missed, point: toPoint(row) })

/** Rows with ids in (after, through], those of the lowest ids. */
export async function listQueued(
  sql: Queryable,
  { after, through = Number.MAX_SAFE_INTEGER }: { after: number; through?: number },
  limit: number,
): Promise<Queued[]> {
  const rows = await sql<Row[]>`
    select id, missed, ${pointColumns(sql)} from outbox where id > ${after} and id <= ${through} order by id limit ${limit}`
  return rows.map(toQueued)
}

export async function removeQueued(sql: Queryable, ids: number[]): Promise<void> {
  await sql`delete from outbox where id = any(${plainArray(ids)}::bigint[])`
}

export async function countMissed(sql: Queryable, ids: number[]): Promise<void> {
  await sql`update outbox set missed = missed + 1 where id = any(${plainArray(ids)}::bigint[])`
}

export type OutboxSize = { rows: number; oldest: number | null; oldestQueued: number | null }

/** How many rows wait, at most one more than `most`, and since when the first does. */
export async function measureOutbox(sql: Sql, most: number): Promise<OutboxSize> {
  const [row] = await sql<{ rows: number; oldest: string | null; queued: string | null }[]>`
    select (select count(*)::int from (select from outbox limit ${most + 1}) as counted) as rows,
      (select min(bucket) from outbox) as oldest, (select queued_at from outbox order by id limit 1) as queued`
  const time = (text: string | null | undefined) => (text ? new Date(text).getTime() : null)
  return { rows: row!.rows, oldest: time(row!.oldest), oldestQueued: time(row!.queued) }
}

/** Whether minutes of [from, to) wait in the outbox. */
export async function hasQueued(sql: Queryable, from: number, to: number): Promise<boolean> {
  const [row] = await sql<{ has: boolean }[]>`
    select exists (select from outbox where bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz) as has`
  return row!.has
}
