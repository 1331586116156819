import 'server-only'
import type { Sql } from '@/lib/db/client'
import { anywhere } from '@/lib/db/like'
import type { EventListQuery, EventType } from '../contract'

export type EventRow = {
  uid: string
  id: string
  type: EventType
  table: string
  schema: string
  database: string
  source: string
  at: string
  receivedAt: string
  rowKey: string | null
  /** The images as JSON text: reading them costs digits, unless their reader takes care. */
  before: string | null
  after: string | null
  detail: string | null
}

export const columnsOfEvents = (
  sql: Sql,
) => sql`uid, event_id as id, type, name as table, schema, database, source, event_at as at,
  received_at as "receivedAt", row_key as "rowKey", before::text as before, after::text as after,
  detail::text as detail`

/** `found`: how many of the page there are, also of those that went beyond its bytes. */
type Measured = EventRow & { found: number }

/** Of a page of events, newest first, those whose images come to so many bytes, or a single one that is larger. */
export const withinBytes = (sql: Sql, page: ReturnType<typeof columnsOfEvents>, bytes: number) =>
  sql<Measured[]>`
    select uid, id, type, "table", schema, database, source, at, "receivedAt", "rowKey", before, after, detail, found
    from (
      select *, (count(*) over ())::int as found, row_number() over newest_first as place,
        sum(coalesce(octet_length(before), 0) + coalesce(octet_length(after), 0) + coalesce(octet_length(detail), 0))
          over newest_first as volume
      from (${page}) as texts
      window newest_first as (order by at desc, uid desc rows unbounded preceding)
    ) as measured
    where volume <= ${bytes} or place = 1
    order by at desc, uid desc`

/** The place in the list after which a page starts. */
export type EventPlace = { at: string; uid: string }

type Listed = EventListQuery & { after: EventPlace | null; bytes: number }

/** Raw events, newest first by event time; events of one instant by arrival. */
export function listEventRows(sql: Sql, { table, schema, op, from, to, q, after, limit, bytes }: Listed) {
  const page = sql`
    select ${columnsOfEvents(sql)}
    from source_tables cross join lateral (
      select * from events
      where events.table_id = source_tables.id
        ${op === undefined ? sql`` : sql`and type = ${op}`}
        ${from === undefined ? sql`` : sql`and event_at >= ${from}::timestamptz`}
        ${to === undefined ? sql`` : sql`and event_at < ${to}::timestamptz`}
        ${q === undefined ? sql`` : sql`and (event_id ilike ${anywhere(q)} or after::text ilike ${anywhere(q)} or before::text ilike ${anywhere(q)})`}
        ${after === null ? sql`` : sql`and (event_at, uid) < (${after.at}::timestamptz, ${after.uid}::uuid)`}
      order by event_at desc, uid desc limit ${limit}
    ) as newest
    where true
      ${table === undefined ? sql`` : sql`and name = ${table}`}
      ${schema === undefined ? sql`` : sql`and schema = ${schema}`}
    order by event_at desc, uid desc limit ${limit}`
  return withinBytes(sql, page, bytes)
}

const aroundMs = 120_000
/** The year 9000: no event has arrived later, and PostgreSQL would not read such a time as we write it. */
const latest = Date.UTC(9000, 0)
const iso = (at: number) => new Date(at).toISOString()

/** One event by our own id, whose first 48 bits are its arrival: only that partition is read. */
export async function findEventRow(sql: Sql, uid: string): Promise<EventRow | undefined> {
  const arrivedAt = Number.parseInt(uid.replaceAll('-', '').slice(0, 12), 16)
  if (arrivedAt > latest) return undefined
  const rows = await sql<EventRow[]>`
    select ${columnsOfEvents(sql)}
    from events join source_tables on source_tables.id = events.table_id
    where uid = ${uid}::uuid and received_at >= ${iso(arrivedAt - aroundMs)}::timestamptz
      and received_at < ${iso(arrivedAt + aroundMs)}::timestamptz`
  return rows[0]
}
