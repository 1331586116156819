import 'server-only'
import { joinJson, pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Sql, Transaction } from '@/lib/db/client'
import type { EventType } from '../contract'
import { parseJson } from '../parse'
import type { PreparedEvent } from '../prepare'
import { type KnownRow, type RowChange, rowId } from '../trace'

const iso = (at: number) => new Date(at).toISOString()

/** Of events that are stored already: their id hashes, each with whether it was another payload. */
export async function findTaken(tx: Transaction, events: PreparedEvent[]): Promise<Map<string, { differs: boolean }>> {
  const rows = await tx<{ hash: string; differs: boolean }[]>`
    select replace(id_hash::text, '-', '') as hash,
      (coalesce(sent.type, events.type), sent.before::jsonb, sent.after::jsonb)
        is distinct from (events.type, events.before, events.after) as differs
    from unnest(
      ${pgArray(events.map((event) => event.idHash))}::uuid[],
      ${pgArray(events.map((event) => (event.upsert ? null : event.type)))}::text[],
      string_to_array(${joinJson(events.map((event) => event.beforeText))}, E'\\x1e', ''),
      string_to_array(${joinJson(events.map((event) => event.afterText))}, E'\\x1e', '')
    ) as sent (id_hash, type, before, after) join events using (id_hash)`
  return new Map(rows.map(({ hash, differs }) => [hash, { differs }]))
}

/** The last known images of rows, with exact numbers, locked in key order until the end of the transaction. */
export async function lockRowStates(
  tx: Transaction,
  keys: { tableId: number; rowKey: string }[],
): Promise<Map<string, KnownRow>> {
  const rows = await tx<{ table_id: number; row_key: string; image: string | null; changed_at: string }[]>`
    select table_id, row_key, changed_at,
      (select image where (truncated_at > changed_at) is not true) as image
    from row_states join source_tables on source_tables.id = table_id
    join unnest(${pgArray(keys.map((key) => key.tableId))}::int[], ${pgArray(keys.map((key) => key.rowKey))}::text[]) as wanted (table_id, row_key)
      using (table_id, row_key)
    order by table_id, row_key
    for update of row_states`
  return new Map(
    rows.map((row) => [
      rowId(row.table_id, row.row_key),
      {
        image: row.image === null ? null : (parseJson(row.image) as KnownRow['image']),
        changedAt: new Date(row.changed_at).getTime(),
      },
    ]),
  )
}

/** A new event as it is stored; `change` where it made the newest image of its row. */
export type StoredRow = {
  uid: string
  tableId: number
  event: PreparedEvent
  written: string[] | null
  change: RowChange | undefined
}
export type TableArrival = { tableId: number; count: number; lastEventAt: number; truncatedAt: number | null }

/** `blind`: rows that an event begins are taken to be unknown so far, and a unique violation tells where they are not. */
export type Group = {
  partitionStartsAt: number
  receivedAt: number
  rows: StoredRow[]
  arrivals: TableArrival[]
  blind: boolean
}

/** Whose image a row's state becomes: nobody's, the event's own, none at all (deleted), one put together. */
const kept = { not: 0, after: 1, none: 2, merged: 3, begun: 4 } as const
const begins = new Set<EventType>(['INSERT', 'SNAPSHOT'])

function keepOf({ change, event }: StoredRow, blind: boolean): number {
  if (!change) return kept.not
  if (change.imageText === null) return kept.none
  if (change.imageText !== event.afterText) return kept.merged
  return blind && begins.has(event.type) ? kept.begun : kept.after
}

const orEmpty = (values: (string | null)[]) => (values.some((value) => value !== null) ? pgArray(values) : '{}')

const incoming = (sql: Sql, { rows, blind }: Group): Fragment => {
  const keeps = rows.map((row) => keepOf(row, blind))
  const merged = (row: StoredRow, place: number) => (keeps[place] === kept.merged ? row.change!.imageText : null)
  return sql`
    select * from unnest(
      ${plainArray(rows.map((row) => row.uid))}::uuid[],
      ${plainArray(rows.map((row) => row.event.idHash))}::uuid[],
      ${pgArray(rows.map((row) => row.event.id))}::text[],
      ${plainArray(rows.map((row) => row.tableId))}::int[],
      ${plainArray(rows.map((row) => row.event.type))}::text[],
      ${plainArray(rows.map((row) => row.event.at))}::float8[],
      ${pgArray(rows.map((row) => row.event.rowKey))}::text[],
      string_to_array(${joinJson(rows.map((row) => row.event.beforeText))}, E'\\x1e', ''),
      string_to_array(${joinJson(rows.map((row) => row.event.afterText))}, E'\\x1e', ''),
      ${orEmpty(rows.map((row) => row.written && pgArray(row.written)))}::text[],
      string_to_array(${joinJson(rows.map((row) => row.event.detailText))}, E'\\x1e', ''),
      ${plainArray(keeps)}::int2[],
      string_to_array(${joinJson(rows.map(merged))}, E'\\x1e', '')
    ) as sent (uid, id_hash, event_id, table_id, type, event_ms, row_key, before, after, written, detail, keeps, merged)`
}

/**
 * Stores a group of new events, the newest images of their rows, the counts of their tables and the samples in one
 * statement, which is a transaction of its own where it is not part of one. Where an event was stored before, nothing at
 * all is: `ready` is false if it is in an older partition, a unique violation is thrown if it is in this one.
 * Each part waits for the one before it, so that all writers take their rows in one order and hold those that they
 * contend for, the rollups, for the shortest time. `samples` is made by `writeSamples` of the metrics.
 */
export async function storeGroup<Columns>(
  sql: Sql,
  group: Group,
  samples: Fragment,
): Promise<{ ready: boolean; columns: Columns[] }> {
  const { partitionStartsAt, receivedAt, arrivals } = group
  const [answer] = await sql<{ ready: boolean; columns: Columns[] | null }[]>`
    with held as materialized (
      select hold_events_partition(${iso(partitionStartsAt)}::timestamptz) as held
    ), incoming as materialized (${incoming(sql, group)}
    ), taken as materialized (
      select 1 from incoming join events using (id_hash)
      where events.received_at < ${iso(partitionStartsAt)}::timestamptz limit 1
    ), ready as materialized (
      select held from held where not exists (select from taken)
    ), stored as (
      insert into events
        (uid, id_hash, received_at, event_id, table_id, type, event_at, row_key, before, after, written, detail)
      select uid, id_hash, ${iso(receivedAt)}::timestamptz, event_id, table_id, type, to_timestamp(event_ms / 1000.0),
        row_key, before::jsonb, after::jsonb, written::text[], detail::jsonb
      from ready cross join incoming
      order by id_hash
      returning 1
    ), begun as (
      insert into row_states (table_id, row_key, image, changed_at)
      select table_id, row_key, after, to_timestamp(event_ms / 1000.0)
      from ready cross join incoming
      where keeps = ${kept.begun} and (select count(*) from stored) >= 0
      order by table_id, row_key
      returning 1
    ), images as (
      insert into row_states as known (table_id, row_key, image, changed_at)
      select table_id, row_key, case keeps when ${kept.after} then after when ${kept.merged} then merged end,
        to_timestamp(event_ms / 1000.0)
      from ready cross join incoming
      where keeps between ${kept.after} and ${kept.merged} and (select count(*) from begun) >= 0
      order by table_id, row_key
      on conflict (table_id, row_key) do update
        set image = excluded.image, changed_at = excluded.changed_at
        where known.changed_at <= excluded.changed_at
      returning 1
    ), ${samples}, arrivals as (
      update source_tables set
        events_count = events_count + arrived.count,
        last_arrival_at = greatest(last_arrival_at, ${iso(receivedAt)}::timestamptz),
        last_event_at = greatest(last_event_at, to_timestamp(arrived.last_ms / 1000.0)),
        truncated_at = greatest(truncated_at, to_timestamp(arrived.truncated_ms / 1000.0))
      from ready cross join unnest(
        ${pgArray(arrivals.map((arrival) => arrival.tableId))}::int[],
        ${pgArray(arrivals.map((arrival) => arrival.count))}::int[],
        ${pgArray(arrivals.map((arrival) => arrival.lastEventAt))}::float8[],
        ${pgArray(arrivals.map((arrival) => arrival.truncatedAt))}::float8[]
      ) as arrived (table_id, count, last_ms, truncated_ms)
      where source_tables.id = arrived.table_id and (select count(*) from columns) >= 0
      returning 1
    )
    select exists (select from ready) as ready, (select json_agg(columns) from columns) as columns
    from (select count(*) from arrivals) as done`
  return { ready: answer!.ready, columns: answer!.columns ?? [] }
}
