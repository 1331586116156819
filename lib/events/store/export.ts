import 'server-only'
import type { Sql } from '@/lib/db/client'
import { anywhere } from '@/lib/db/like'
import type { EventExportQuery } from '../contract'
import { columnsOfEvents, type EventPlace, withinBytes } from './read'

type Named = Pick<EventExportQuery, 'table' | 'schema'>
type Wanted = Pick<EventExportQuery, 'op' | 'from' | 'to' | 'q'> & {
  after: EventPlace | null
  limit: number
  bytes: number
}

export const listExportedTables = (sql: Sql, { table, schema }: Named) =>
  sql<{ id: number }[]>`
    select id from source_tables
    where true ${table === undefined ? sql`` : sql`and name = ${table}`} ${schema === undefined ? sql`` : sql`and schema = ${schema}`}
    order by schema, name, id`

/** Events of one table, newest first, after a place: so many, and of their images so many bytes but for a single large one. */
export const readExportPage = (sql: Sql, tableId: number, { op, from, to, q, after, limit, bytes }: Wanted) =>
  withinBytes(
    sql,
    sql`
    select ${columnsOfEvents(sql)}
    from events join source_tables on source_tables.id = events.table_id
    where events.table_id = ${tableId}
      ${op === undefined ? sql`` : sql`and type = ${op}`}
      ${from === undefined ? sql`` : sql`and event_at >= ${from}::timestamptz`}
      ${to === undefined ? sql`` : sql`and event_at < ${to}::timestamptz`}
      ${q === undefined ? sql`` : sql`and (event_id ilike ${anywhere(q)} or after::text ilike ${anywhere(q)} or before::text ilike ${anywhere(q)})`}
      ${after === null ? sql`` : sql`and (event_at, uid) < (${after.at}::timestamptz, ${after.uid}::uuid)`}
    order by event_at desc, uid desc limit ${limit}`,
    bytes,
  )
