import 'server-only'
import type { Queryable, Sql, Transaction } from '@/lib/db/client'
import { locks } from '@/lib/db/locks'
import { parseJson } from '@/lib/events/parse'
import { type Buckets, bucketKey, type Compared, seriesName, writeBucket } from '../compare'
import { otherCategory } from '../discover'
import { dayMs } from '../fold'
import type { SourceTable } from './catalog'
import type { RawEvent } from './read'

const iso = (at: number) => new Date(at).toISOString()

/** A table that has metrics, with the tables whose events count in them: of `__other__` all beyond the bound. */
export type MeasuredTable = SourceTable & { eventTables: number[]; firstSeenAt: number }

/** The tables that have metrics, those called `name` (with or without their schema) or all. */
export async function listMeasuredTables(sql: Sql, name: string | undefined): Promise<MeasuredTable[]> {
  const wanted = name === undefined ? sql`` : sql`and (own.name = ${name} or own.schema || '.' || own.name = ${name})`
  const rows = await sql<(Omit<MeasuredTable, 'firstSeenAt'> & { firstSeenAt: string })[]>`
    select own.id, own.source, own.database, own.schema, own.name as table, own.measured,
      array_agg(every.id) as "eventTables", min(every.first_seen_at) as "firstSeenAt"
    from source_tables own join source_tables every
      on every.id = own.id or (own.name = ${otherCategory} and own.source = '' and not every.measured)
    where own.measured ${wanted}
    group by own.id order by own.name collate "C", own.schema, own.id`
  return rows.map((row) => ({ ...row, firstSeenAt: new Date(row.firstSeenAt).getTime() }))
}

/** The beginning of the oldest partition of raw events: what arrived before it may be gone. Null where there is none. */
export async function findOldestArrivals(sql: Sql): Promise<number | null> {
  const [row] = await sql<{ at: string | null }[]>`select min(starts_at) as at from partitions where parent = 'events'`
  return row?.at ? new Date(row.at).getTime() : null
}

/** The days (their starts, milliseconds) in [from, to) of which a table has raw events or rollups, each looked up in an index. */
export async function listDays(
  sql: Sql,
  { id, eventTables }: MeasuredTable,
  from: number,
  to: number,
): Promise<number[]> {
  const rows = await sql<{ day: string }[]>`
    with recursive days (table_id, day) as (
      select table_id, (select date_trunc('day', min(event_at), 'UTC') from events
        where events.table_id = own.table_id and event_at >= ${iso(from)}::timestamptz)
      from unnest(${eventTables}::int[]) as own (table_id)
      union all
      select table_id, (select date_trunc('day', min(event_at), 'UTC') from events
        where events.table_id = days.table_id and event_at >= day + interval '1 day')
      from days where day is not null
    )
    select day from days where day < ${iso(to)}::timestamptz
    union
    select bucket from samples_1d where series_id in (select series.id from series where table_id = ${id})
      and bucket >= ${iso(from)}::timestamptz and bucket < ${iso(to)}::timestamptz
    order by 1`
  return rows.map(({ day }) => new Date(day).getTime())
}

const batch = 5000

/** The raw events of tables on a day, some at a time, their numbers as exact as they were sent. */
export async function* readDay(tx: Transaction, tableIds: number[], day: number): AsyncGenerator<RawEvent[]> {
  const cursor = tx<(RawEvent & { after: string | null })[]>`
    select table_id as "tableId", event_at as at, received_at as "receivedAt", type, after::text, written from events
    where table_id = any(${tableIds}::int[]) and event_at >= ${iso(day)}::timestamptz
      and event_at < ${iso(day + dayMs)}::timestamptz`.cursor(batch)
  for await (const rows of cursor) {
    yield rows.map((row) => ({ ...row, after: row.after && (parseJson(row.after) as RawEvent['after']) }))
  }
}

export type SeriesOfTable = { id: number; kind: string; field: string; label: string }

/** All series of a table with what they are of. */
export function listSeriesOf(sql: Queryable, tableId: number): Promise<SeriesOfTable[]> {
  return sql<SeriesOfTable[]>`
    select series.id, kind, field, label_key as label
    from series join measures on measures.id = measure_id where table_id = ${tableId}`
}

type Row = {
  seriesId: number
  bucket: string
  count: number
  sum: string
  min: number
  max: number
  firstAt: string
  last: number
  lastAt: string
}
const time = (text: string) => new Date(text).getTime()

/** What is kept of series on a day at one resolution, be it compacted or not. */
export async function readKept(
  tx: Transaction,
  resolution: Compared,
  series: SeriesOfTable[],
  day: number,
): Promise<Buckets> {
  const names = new Map(series.map(({ id, kind, field, label }) => [id, seriesName(kind, field, label)]))
  const rows = await tx<Row[]>`
    select series_id as "seriesId", bucket, sum(count)::float8 as count, trim_scale(sum(sum))::text as sum, min(min) as min,
      max(max) as max, min(first_at) as "firstAt", (array_agg(last order by last_at desc, last desc))[1] as last,
      max(last_at) as "lastAt"
    from ${tx(resolution)} where series_id = any(${[...names.keys()]}::int[])
      and bucket >= ${iso(day)}::timestamptz and bucket < ${iso(day + dayMs)}::timestamptz
    group by 1, 2 having sum(count) > 0`
  return new Map(
    rows.map((row) => [
      bucketKey(names.get(row.seriesId)!, time(row.bucket)),
      writeBucket({ ...row, firstAt: time(row.firstAt), lastAt: time(row.lastAt) }),
    ]),
  )
}

/** What a bucket holds where it has no samples, beside how much levels changed in it. */
const empty = (tx: Transaction) => tx`
  count = 0, sum = 0, min = 'infinity', max = '-infinity', first_at = 'infinity', last = 0, last_at = '-infinity'`

const coarse = [
  ['rollups_1h', '1 hour'],
  ['rollups_1d', '1 day'],
] as const

/**
 * Takes the samples of series on a day out of every resolution and of the log. How much levels changed by the minute stays,
 * and for the hours and the day it is told from that, unless retention has taken minutes. Nobody else may compact meanwhile.
 */
export async function removeSamples(
  tx: Transaction,
  seriesIds: number[],
  day: number,
  hasMinutes: boolean,
): Promise<void> {
  const within = tx`series_id = any(${seriesIds}::int[])
    and bucket >= ${iso(day)}::timestamptz and bucket < ${iso(day + dayMs)}::timestamptz`
  for (const [table, change] of [
    ['rollups_1m', tx`change`],
    ['sample_log', tx`coalesce(change, sum)`],
    ...(hasMinutes ? [] : coarse.map(([table]) => [table, tx`change`] as const)),
  ] as const) {
    await tx`delete from ${tx(table)} where ${within} and ${change} = 0`
    await tx`update ${tx(table)} set change = ${change}, ${empty(tx)} where ${within}`
  }
  for (const [table, width] of hasMinutes ? coarse : []) {
    await tx`delete from ${tx(table)} where ${within}`
    await tx`
      insert into ${tx(table)} (series_id, bucket, count, sum, min, max, first_at, last, last_at, change)
      select series_id, date_bin(${width}::interval, bucket, 'epoch') as start, 0, 0, 'infinity', '-infinity', 'infinity', 0,
        '-infinity', sum(change)
      from rollups_1m where ${within} group by series_id, start having sum(change) <> 0`
  }
}

/** Runs `work` while no process compacts; a transaction that begins in it sees what was compacted before, whole. */
export async function withoutCompaction<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  const session = await sql.reserve()
  try {
    await session`select pg_advisory_lock(${locks.compaction})`
    return await work()
  } finally {
    await session`select pg_advisory_unlock_all()`
    session.release()
  }
}
