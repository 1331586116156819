import 'server-only'
import { joinJson, pgArray } from '@/lib/db/array'
import type { Transaction } from '@/lib/db/client'
import { parseJson } from '../parse'
import type { PreparedEvent } from '../prepare'
import { type KnownRow, type RowChange, rowId } from '../trace'

const overlapMs = 15 * 60_000
const iso = (at: number) => new Date(at).toISOString()

export type Period = { startsAt: number; previousStartsAt: number | null }

async function claimIn(tx: Transaction, period: string, events: Pick<PreparedEvent, 'idHash' | 'payloadHash'>[]) {
  const rows = await tx<{ id_hash: string }[]>`
    with incoming as (
      select * from unnest(${pgArray(events.map((event) => event.idHash))}::uuid[], ${pgArray(events.map((event) => String(event.payloadHash)))}::bigint[])
        as incoming (id_hash, payload_hash)
    )
    insert into event_ids (id_hash, period, payload_hash)
    select id_hash, ${period}::timestamptz, payload_hash from incoming
    where not exists (
      select from event_ids taken where taken.id_hash = incoming.id_hash and taken.period < ${period}::timestamptz
    )
    order by id_hash
    on conflict do nothing
    returning id_hash`
  return new Set(rows.map((row) => row.id_hash))
}

/**
 * Takes the ids of events that nobody has sent before; answers the hashes that are new.
 * Around the turn of a period an id is taken in both, so that two writers on either side of it cannot both have it.
 */
export async function claimIds(
  tx: Transaction,
  period: Period,
  now: number,
  events: PreparedEvent[],
): Promise<Set<string>> {
  const { startsAt, previousStartsAt } = period
  if (previousStartsAt === null || now - startsAt > overlapMs) return claimIn(tx, iso(startsAt), events)
  const early = await claimIn(tx, iso(previousStartsAt), events)
  const rows = await tx<{ id_hash: string }[]>`
    insert into event_ids (id_hash, period, payload_hash)
    select id_hash, period::timestamptz, payload_hash from unnest(
      ${pgArray(events.map((event) => event.idHash))}::uuid[],
      ${pgArray(events.map(() => iso(startsAt)))}::text[],
      ${pgArray(events.map((event) => String(event.payloadHash)))}::bigint[]
    ) as incoming (id_hash, period, payload_hash)
    order by id_hash
    on conflict do nothing
    returning id_hash`
  return new Set(rows.map((row) => row.id_hash).filter((hash) => early.has(hash)))
}

/** The payload hashes under which ids were first taken. */
export async function findClaims(tx: Transaction, idHashes: string[]): Promise<Map<string, bigint>> {
  const rows = await tx<{ id_hash: string; payload_hash: string }[]>`
    select id_hash, payload_hash::text from event_ids where id_hash = any(${pgArray(idHashes)}::uuid[])`
  return new Map(rows.map((row) => [row.id_hash, BigInt(row.payload_hash)]))
}

/** The last known images of rows, with exact numbers, locked in key order until the end of the transaction. */
export async function lockRowStates(
  tx: Transaction,
  keys: { tableId: number; rowKey: string }[],
): Promise<Map<string, KnownRow>> {
  const rows = await tx<{ table_id: number; row_key: string; image: string | null; changed_at: string }[]>`
    select table_id, row_key, image::text, changed_at from row_states
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

export type StoredRow = {
  uid: string
  tableId: number
  event: PreparedEvent
  written: string[] | null
}

/** Raw events as they came, the numbers in their images as exact as they were sent. */
export function insertEvents(tx: Transaction, receivedAt: string, rows: StoredRow[]) {
  return tx`
    insert into events (uid, received_at, event_id, table_id, type, event_at, row_key, before, after, written, detail)
    select uid, ${receivedAt}::timestamptz, event_id, table_id, type, to_timestamp(event_ms / 1000.0), row_key,
      before::jsonb, after::jsonb, written::text[], detail::jsonb
    from unnest(
      ${pgArray(rows.map((row) => row.uid))}::uuid[],
      ${pgArray(rows.map((row) => row.event.id))}::text[],
      ${pgArray(rows.map((row) => row.tableId))}::int[],
      ${pgArray(rows.map((row) => row.event.type))}::text[],
      ${pgArray(rows.map((row) => row.event.at))}::float8[],
      ${pgArray(rows.map((row) => row.event.rowKey))}::text[],
      string_to_array(${joinJson(rows.map((row) => row.event.beforeText))}, E'\\x1e', ''),
      string_to_array(${joinJson(rows.map((row) => row.event.afterText))}, E'\\x1e', ''),
      ${pgArray(rows.map((row) => row.written && pgArray(row.written)))}::text[],
      string_to_array(${joinJson(rows.map((row) => row.event.detailText))}, E'\\x1e', '')
    ) as incoming (uid, event_id, table_id, type, event_ms, row_key, before, after, written, detail)`
}

/** Keeps the newest image of each row (one change a row), in key order; what is older than what is known is left. */
export function upsertRowStates(tx: Transaction, changes: RowChange[]) {
  return tx`
    insert into row_states (table_id, row_key, image, changed_at)
    select table_id, row_key, image::jsonb, to_timestamp(changed_ms / 1000.0)
    from unnest(
      ${pgArray(changes.map((change) => change.tableId))}::int[],
      ${pgArray(changes.map((change) => change.rowKey))}::text[],
      string_to_array(${joinJson(changes.map((change) => change.imageText))}, E'\\x1e', ''),
      ${pgArray(changes.map((change) => change.changedAt))}::float8[]
    ) as incoming (table_id, row_key, image, changed_ms)
    order by table_id, row_key
    on conflict (table_id, row_key) do update
      set image = excluded.image, changed_at = excluded.changed_at
      where row_states.changed_at <= excluded.changed_at`
}

export type TableArrival = { tableId: number; count: number; lastEventAt: number }

export function updateTableArrivals(tx: Transaction, receivedAt: string, arrivals: TableArrival[]) {
  return tx`
    update source_tables set
      events_count = events_count + incoming.count,
      last_arrival_at = greatest(last_arrival_at, ${receivedAt}::timestamptz),
      last_event_at = greatest(last_event_at, to_timestamp(incoming.last_ms / 1000.0))
    from unnest(
      ${pgArray(arrivals.map((arrival) => arrival.tableId))}::int[],
      ${pgArray(arrivals.map((arrival) => arrival.count))}::int[],
      ${pgArray(arrivals.map((arrival) => arrival.lastEventAt))}::float8[]
    ) as incoming (table_id, count, last_ms)
    where source_tables.id = incoming.table_id`
}
