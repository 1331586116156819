import 'server-only'
import type { Fragment, Sql, Transaction } from '@/lib/db/client'
import { locks } from '@/lib/db/locks'
import { addToLate } from '@/lib/storage/store/late'
import { weekMs } from '../fold'
import { addToKept } from './merge'

/** The partitioned tables that hold samples, each with the width of its buckets. */
const rollups = { rollups_1m: '1 minute', rollups_1h: '1 hour', rollups_1d: '1 day' } as const

/** The weeks (their starts, milliseconds) that the log has samples of, up to the id `last`. */
export async function readLogged(sql: Sql): Promise<{ weeks: number[]; last: number }> {
  const rows = await sql<{ week: number; last: string }[]>`
    select floor(extract(epoch from bucket) * 1000 / ${weekMs})::float8 as week, max(id) as last from sample_log
    where id > (select through from compactions) group by 1`
  return { weeks: rows.map(({ week }) => week * weekMs), last: Math.max(0, ...rows.map(({ last }) => Number(last))) }
}

/** Compaction is the work of one process at a time: whether it is ours until the transaction ends. */
export async function takeCompaction(tx: Transaction): Promise<boolean> {
  const [row] = await tx<{ mine: boolean }[]>`select pg_try_advisory_xact_lock(${locks.compaction}) as mine`
  return row!.mine
}

/**
 * Where the log ends now, and since when no earlier transaction runs: an id up to `end` belongs to a transaction that began
 * to write before the one in which this is called does.
 */
export async function readLogEnd(tx: Transaction): Promise<{ end: number; oldest: bigint }> {
  const [row] = await tx<{ end: string; oldest: string }[]>`
    select last_value as end, pg_snapshot_xmin(pg_current_snapshot()) as oldest from sample_log_ids`
  return { end: Number(row!.end), oldest: BigInt(row!.oldest) }
}

/** The lines taken from the log, by series and bucket of `width`. */
const foldTaken = (tx: Transaction, width: string, within: Fragment) => tx`
  (series_id, bucket, count, sum, min, max, first_at, last, last_at, change)
  select series_id, date_bin(${width}::interval, bucket, 'epoch') as start, sum(count), sum(sum), min(min), max(max),
    min(first_at), (array_agg(last order by last_at desc, last desc))[1], max(last_at),
    sum(coalesce(change, sum))
  from taken ${within} group by series_id, start`

const addInto = (tx: Transaction, rollup: keyof typeof rollups) => tx`
  insert into ${tx(rollup)} as kept ${foldTaken(tx, rollups[rollup], tx``)} ${addToKept(tx)} returning 1`

/** What came into minutes that an engine has been told of already, [from, to), is kept beside what it was told. */
const addLate = (tx: Transaction, { from, to }: Sealed) => tx`, late as (
      insert into late_samples as kept
        ${foldTaken(tx, rollups.rollups_1m, tx`where bucket >= ${from}::timestamptz and bucket < ${to}::timestamptz`)}
      ${addToLate(tx)}
    )`

type Sealed = { from: string; to: string }

/** The minutes that an engine has been told of: these do not change while compaction is held. */
async function findSealed(tx: Transaction): Promise<Sealed | undefined> {
  const [row] = await tx<Sealed[]>`select kept_from as from, sealed_before as to from engine_state`
  return row
}

/** Moves about `limit` lines of the log, the oldest and none beyond the id `last`, into the rollups of each resolution; answers how many. */
export async function compactLog(tx: Transaction, { limit, last }: { limit: number; last: number }): Promise<number> {
  const sealed = await findSealed(tx)
  const [row] = await tx<{ taken: number }[]>`
    with waiting as (
      select id from sample_log where id > (select through from compactions) and id <= ${last} order by id limit ${limit}
    ), taken as (
      delete from sample_log
      where id > (select through from compactions) and id <= (select max(id) from waiting)
      returning *
    ), minutes as (${addInto(tx, 'rollups_1m')}
    ), hours as (${addInto(tx, 'rollups_1h')}
    ), days as (${addInto(tx, 'rollups_1d')}
    )${sealed ? addLate(tx, sealed) : tx``}, changed as (
      insert into levels as kept (series_id, value)
      select series_id, sum(coalesce(change, sum)) from taken group by series_id
      on conflict (series_id) do update set value = kept.value + excluded.value
    )
    select count(*)::int as taken from taken`
  return row!.taken
}

/** Whether the log has lines up to the id `end`. */
export async function hasLogged(tx: Transaction, end: number): Promise<boolean> {
  const [row] = await tx<{ has: boolean }[]>`
    select exists (select from sample_log where id > (select through from compactions) and id <= ${end}) as has`
  return row!.has
}

/** Keeps compaction away until the transaction ends. */
export async function holdCompaction(tx: Transaction): Promise<void> {
  await tx`select pg_advisory_xact_lock(${locks.compaction})`
}

/** The id under which this transaction writes. */
export async function readOwnId(tx: Transaction): Promise<bigint> {
  const [row] = await tx<{ id: string }[]>`select pg_current_xact_id() as id`
  return BigInt(row!.id)
}

export async function setCompacted(tx: Transaction, through: number): Promise<void> {
  await tx`update compactions set through = ${through} where through < ${through}`
}
