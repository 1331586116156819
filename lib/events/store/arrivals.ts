import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Fragment, Sql } from '@/lib/db/client'
import type { ArrivedRow, Wanted } from '../arrival'
import type { EventType } from '../contract'

const iso = (at: number) => new Date(at).toISOString()
const time = (text: string) => new Date(text).getTime()

/** Events of one table and type that one transaction stored. Times are milliseconds. */
export type ArrivedGroup = {
  xid: string
  tableId: number
  table: string
  schema: string
  type: EventType
  count: number
  firstAt: number
  lastAt: number
}

/**
 * What was stored since `since` by transactions other than `seen`. A transaction becomes visible as a whole, so
 * whoever has seen one of its rows could have seen all: events that commit late are found, whatever their own order.
 */
export async function findArrivals(sql: Sql, since: number, seen: Iterable<string>): Promise<ArrivedGroup[]> {
  const rows = await sql<(Omit<ArrivedGroup, 'firstAt' | 'lastAt'> & { firstAt: string; lastAt: string })[]>`
    select xid, table_id as "tableId", name as table, schema, type, count, "firstAt", "lastAt"
    from (
      select xmin::text as xid, table_id, type, count(*)::int as count, min(received_at) as "firstAt", max(received_at) as "lastAt"
      from events where received_at >= ${iso(since)}::timestamptz and not (xmin = any(${pgArray([...seen])}::xid[]))
      group by xmin, table_id, type
    ) as fresh join source_tables on source_tables.id = table_id`
  return rows.map((row) => ({ ...row, firstAt: time(row.firstAt), lastAt: time(row.lastAt) }))
}

/** Lets the index by arrival know the newest pages at once: autovacuum comes to them within about a minute, where it is on at all. */
export async function indexArrivals(sql: Sql): Promise<void> {
  await sql`select brin_summarize_new_values(relid) from pg_partition_tree('events_by_arrival') where isleaf`
}

export type ArrivalBounds = { events: number; bytes: number }
type Row = Omit<ArrivedRow, 'timestamp' | 'receivedAt'> & { timestamp: string; receivedAt: string }

/** The newest events by arrival that meet `condition`, oldest first, within the bounds but for a single large one. */
async function readNewest(sql: Sql, condition: Fragment, { events, bytes }: ArrivalBounds) {
  const rows = await sql<Row[]>`
    select uid, event_id as id, type, name as table, schema, database, source, event_at as timestamp,
      received_at as "receivedAt", row_key as key, before, after, detail
    from (
      select *, sum(coalesce(octet_length(before), 0) + coalesce(octet_length(after), 0)) over newest_first as volume,
        row_number() over newest_first as place
      from (
        select uid, event_id, type, table_id, event_at, received_at, row_key, before::text as before, after::text as after,
          detail::text as detail
        from (select * from events where ${condition} order by received_at desc, uid desc limit ${events}) as newest
      ) as texts
      window newest_first as (order by received_at desc, uid desc rows unbounded preceding)
    ) as measured join source_tables on source_tables.id = table_id
    where volume <= ${bytes} or place = 1
    order by received_at, uid`
  return rows.map(
    (row): ArrivedRow => ({
      ...row,
      timestamp: iso(time(row.timestamp)),
      receivedAt: iso(time(row.receivedAt)),
    }),
  )
}

/** The newest events of these groups. */
export function readArrivals(sql: Sql, groups: readonly ArrivedGroup[], bounds: ArrivalBounds) {
  const since = groups.reduce((least, { firstAt }) => Math.min(least, firstAt), Number.POSITIVE_INFINITY)
  const xids = pgArray([...new Set(groups.map(({ xid }) => xid))])
  const tableIds = pgArray([...new Set(groups.map(({ tableId }) => tableId))])
  const condition = sql`received_at >= ${iso(since)}::timestamptz and xmin = any(${xids}::xid[])
    and table_id = any(${tableIds}::int[])`
  return readNewest(sql, condition, bounds)
}

/** Where an event stands among all others: by arrival, and by the transaction that stored it. */
export type ArrivalPlace = { uid: string; at: number; xid: string | null }

const aroundMs = 120_000

/** The place of an event by its uid, whose first 48 bits are about its arrival; that of a dropped one by those bits. */
export async function findPlace(sql: Sql, uid: string): Promise<ArrivalPlace> {
  const about = Math.min(Number.parseInt(uid.replaceAll('-', '').slice(0, 12), 16), Date.UTC(9000, 0))
  const [row] = await sql<{ at: string; xid: string }[]>`
    select received_at as at, xmin::text as xid from events
    where uid = ${uid}::uuid and received_at >= ${iso(about - aroundMs)}::timestamptz
      and received_at < ${iso(about + aroundMs)}::timestamptz`
  return row ? { uid, at: time(row.at), xid: row.xid } : { uid, at: about, xid: null }
}

export type SinceQuestion = { place: ArrivalPlace; since: number; wanted: Wanted }

/** After `place` by arrival, or stored by a later transaction; of the table, schema and type asked for. `q` is left to the caller. */
function laterThan(
  sql: Sql,
  { place: { uid, at, xid }, since, wanted: { table, schema, op } }: SinceQuestion,
): Fragment {
  const ofTables = sql`and table_id in (select id from source_tables where true
    ${table === undefined ? sql`` : sql`and name = ${table}`} ${schema === undefined ? sql`` : sql`and schema = ${schema}`})`
  return sql`received_at >= ${iso(since)}::timestamptz
    and ((received_at, uid) > (${iso(at)}::timestamptz, ${uid}::uuid)
      ${xid === null ? sql`` : sql`or age(xmin) < age(${xid}::xid)`})
    ${op === undefined ? sql`` : sql`and type = ${op}`}
    ${table === undefined && schema === undefined ? sql`` : ofTables}`
}

export const readSince = (sql: Sql, question: SinceQuestion, bounds: ArrivalBounds) =>
  readNewest(sql, laterThan(sql, question), bounds)

/** How many such events there are, counted no further than `most`. */
export async function countSince(sql: Sql, question: SinceQuestion, most: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (select from events where ${laterThan(sql, question)} limit ${most}) as later`
  return row?.count ?? 0
}
