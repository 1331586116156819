import 'server-only'
import type { Sql } from '@/lib/db/client'

export type RecentRow = { type: 'INSERT' | 'UPDATE' | 'SNAPSHOT'; after: string; written: string[] | null }

/** The rows written to tables of a name since `since`, the newest first, at most `most`. */
export function listRecentRows(
  sql: Sql,
  of: { table: string; schema: string | null; since: Date; most: number },
): Promise<RecentRow[]> {
  const since = of.since.toISOString()
  return sql<RecentRow[]>`
    select type, after::text as after, written from events
    where table_id = any(array(select id from source_tables where name = ${of.table}
        and (${of.schema}::text is null or schema = ${of.schema}::text)))
      and event_at >= ${since}::timestamptz and received_at >= ${since}::timestamptz
      and type in ('INSERT', 'UPDATE', 'SNAPSHOT') and after is not null
    order by event_at desc limit ${of.most}`
}
