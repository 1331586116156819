import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Queryable } from '@/lib/db/client'

export type KnownTable = {
  id: number
  source: string
  database: string
  schema: string
  table: string
  firstSeenAt: string
  lastEventAt: string | null
  lastArrivalAt: string | null
  eventsCount: number
}

/** Source tables by name; all of them without names. */
export function listTables(sql: Queryable, names?: string[]): Promise<KnownTable[]> {
  return sql<KnownTable[]>`
    select id, source, database, schema, name as table, first_seen_at as "firstSeenAt", last_event_at as "lastEventAt",
      last_arrival_at as "lastArrivalAt", events_count::float8 as "eventsCount"
    from source_tables where name <> '__other__' and ${names ? sql`name = any(${pgArray(names)}::text[])` : sql`true`}
    order by name, schema, id`
}

/** How many rows were inserted into a table in each of the intervals that begin at `starts`, as long as `widthMs`. */
export async function countInserts(
  sql: Queryable,
  tableId: number,
  starts: number[],
  widthMs: number,
): Promise<number[]> {
  const rows = await sql<{ place: number; count: number }[]>`
    select place::int, coalesce((
      select sum(counted.count) from series join measures on measures.id = measure_id
      join samples_1m as counted on counted.series_id = series.id
      where table_id = ${tableId}::int and kind = 'events' and label_key = 'INSERT'
        and bucket >= to_timestamp(start / 1000.0) and bucket < to_timestamp((start + ${widthMs}::float8) / 1000.0)
    ), 0)::float8 as count
    from unnest(${starts}::float8[]) with ordinality as asked (start, place) order by place`
  return rows.map(({ count }) => count)
}

/** The minutes of [from, to) in which events of a table happened, ascending, with how many; of one `type` alone where it is given. */
export function listMinutes(
  sql: Queryable,
  { tableId, type = null, from, to }: { tableId: number; type?: 'INSERT' | null; from: number; to: number },
): Promise<{ at: number; count: number }[]> {
  return sql<{ at: number; count: number }[]>`
    select (extract(epoch from bucket) * 1000)::float8 as at, sum(counted.count)::float8 as count
    from series join measures on measures.id = measure_id join samples_1m as counted on counted.series_id = series.id
    where table_id = ${tableId}::int and kind = 'events' and (${type}::text is null or label_key = ${type}::text)
      and bucket >= to_timestamp(${from}::float8 / 1000) and bucket < to_timestamp(${to}::float8 / 1000)
    group by bucket order by bucket`
}
