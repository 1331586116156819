import 'server-only'
import { joinJson, pgArray, plainArray } from '@/lib/db/array'
import type { Fragment, Queryable, Transaction } from '@/lib/db/client'
import { closing } from '@/lib/metrics/store/closed'
import type { PreparedEvent } from '../prepare'
import type { Traced } from '../rows'
import { beginRows, countTurns, guardRows, keepRows, onlyBegin, stepArrays, stepColumns } from './rows'

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

/** `levelsVersion`: with what the levels of the table were computed, which must still hold. */
export type TableArrival = {
  tableId: number
  count: number
  firstEventAt: number
  lastEventAt: number
  truncatedAt: number | null
  levelsVersion: number
}

export type Group = { partitionStartsAt: number; receivedAt: number; rows: readonly Traced[]; arrivals: TableArrival[] }

const orEmpty = (values: (string | null)[]) => (values.some((value) => value !== null) ? pgArray(values) : '{}')

const incoming = (sql: Queryable, { rows }: Group): Fragment => sql`
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
      ${stepArrays(sql, rows)}
    ) as sent (uid, id_hash, event_id, table_id, type, event_ms, row_key, before, after, written, detail, ${sql.unsafe(stepColumns)})`

/**
 * Stores a group of new events, the versions that they make of their rows, the counts of their tables and the samples in
 * one statement, which is a transaction of its own where it is not part of one. Where an event was stored before, or a row
 * is not what the events take it to be, nothing at all is: `ready` is false, or a unique violation is thrown if the event
 * is in this partition or a row that should begin is known. DW002 is thrown where levels are computed otherwise by now.
 * Each part waits for the one before it, so that all writers take their rows in one order; parts with nothing to do are
 * left out, for to begin each costs more than a row. `samples` is made by
 * `writeSamples` of the metrics, `findings` by `writeFindings` of the rules of quality.
 */
export async function storeGroup<Columns>(
  sql: Queryable,
  group: Group,
  samples: Fragment,
  findings: Fragment,
): Promise<{ ready: boolean; columns: Columns[] }> {
  const { partitionStartsAt, receivedAt, arrivals, rows } = group
  const begins = onlyBegin(rows)
  const guard = begins ? sql`` : sql`${guardRows(sql, rows)},`
  const asExpected = begins ? sql`` : sql`and (select count(*) from guarded) = ${countTurns(rows)}`
  const [answer] = await sql<{ ready: boolean; columns: Columns[] | null }[]>`
    with held as materialized (
      select hold_events_partition(${iso(partitionStartsAt)}::timestamptz) as held
    ), incoming as materialized (${incoming(sql, group)}
    ), taken as materialized (
      select 1 from incoming join events using (id_hash)
      where events.received_at < ${iso(partitionStartsAt)}::timestamptz limit 1
    ), ${guard} ready as materialized (
      select held from held where not exists (select from taken) ${asExpected}
    ), stored as (
      insert into events
        (uid, id_hash, received_at, event_id, table_id, type, event_at, row_key, before, after, written, detail)
      select uid, id_hash, ${iso(receivedAt)}::timestamptz, event_id, table_id, type, to_timestamp(event_ms / 1000.0),
        row_key, before::jsonb, after::jsonb, written::text[], detail::jsonb
      from ready cross join incoming
      order by id_hash
      returning 1
    ), ${begins ? beginRows(sql) : keepRows(sql, receivedAt)}, ${samples}, arrivals as (
      update source_tables set
        events_count = events_count + arrived.count,
        last_arrival_at = greatest(last_arrival_at, ${iso(receivedAt)}::timestamptz),
        last_event_at = greatest(last_event_at, to_timestamp(arrived.last_ms / 1000.0)),
        truncated_at = greatest(truncated_at, to_timestamp(arrived.truncated_ms / 1000.0)),
        closed_before = greatest(source_tables.closed_before, ${closing(sql)}),
        closed_epoch = closed_epoch + (to_timestamp(arrived.first_ms / 1000.0) <
          greatest(source_tables.closed_before, ${closing(sql)}))::int,
        levels_version = same_levels_version(source_tables.levels_version, arrived.levels_version)
      from ready cross join unnest(
        ${pgArray(arrivals.map((arrival) => arrival.tableId))}::int[],
        ${pgArray(arrivals.map((arrival) => arrival.count))}::int[],
        ${pgArray(arrivals.map((arrival) => arrival.firstEventAt))}::float8[],
        ${pgArray(arrivals.map((arrival) => arrival.lastEventAt))}::float8[],
        ${pgArray(arrivals.map((arrival) => arrival.truncatedAt))}::float8[],
        ${pgArray(arrivals.map((arrival) => arrival.levelsVersion))}::int[]
      ) as arrived (table_id, count, first_ms, last_ms, truncated_ms, levels_version)
      where source_tables.id = arrived.table_id and (select count(*) from columns) >= 0
      returning 1
    )${findings}
    select exists (select from ready) as ready, (select json_agg(columns) from columns) as columns
    from (select count(*) from arrivals) as done`
  return { ready: answer!.ready, columns: answer!.columns ?? [] }
}
