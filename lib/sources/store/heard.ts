import 'server-only'
import { pgArray, plainArray } from '@/lib/db/array'
import type { Sql } from '@/lib/db/client'
import type { Tally } from '../heard'

const iso = (at: Date) => at.toISOString()
const dayMs = 86_400_000

/** Adds what was counted to what is kept, in one order over all processes, and forgets minutes of more than a day ago. */
export async function addHeard(sql: Sql, tallies: readonly Tally[], now: Date): Promise<void> {
  const sorted = [...tallies].sort((a, b) => (a.source + a.format < b.source + b.format ? -1 : 1))
  const events = new Map<string, number>()
  for (const { source, accepted } of sorted) events.set(source, (events.get(source) ?? 0) + accepted)
  const named = [...events].filter(([, count]) => count > 0)
  const minute = new Date(Math.floor(now.getTime() / 60_000) * 60_000)
  await sql.begin(async (tx) => {
    await tx`
      insert into sender_formats as kept (source, format, accepted, duplicates, rejected, first_heard_at, last_heard_at)
      select *, ${iso(now)}::timestamptz, ${iso(now)}::timestamptz from unnest(
        ${pgArray(sorted.map(({ source }) => source))}::text[], ${pgArray(sorted.map(({ format }) => format))}::text[],
        ${plainArray(sorted.map(({ accepted }) => accepted))}::float8[],
        ${plainArray(sorted.map(({ duplicates }) => duplicates))}::float8[],
        ${plainArray(sorted.map(({ rejected }) => rejected))}::float8[])
      on conflict (source, format) do update set accepted = kept.accepted + excluded.accepted,
        duplicates = kept.duplicates + excluded.duplicates, rejected = kept.rejected + excluded.rejected,
        last_heard_at = greatest(kept.last_heard_at, excluded.last_heard_at)`
    if (named.length > 0)
      await tx`
        insert into source_minutes as kept (source, minute, events)
        select source, ${iso(minute)}::timestamptz, events from unnest(
          ${pgArray(named.map(([source]) => source))}::text[], ${plainArray(named.map(([, count]) => count))}::float8[]) as t (source, events)
        on conflict (source, minute) do update set events = kept.events + excluded.events`
    await tx`delete from source_minutes where minute < ${iso(new Date(now.getTime() - dayMs))}::timestamptz`
  })
}

export type HeardFormat = Tally & { firstAt: Date; lastAt: Date }

export async function listHeard(sql: Sql): Promise<HeardFormat[]> {
  const rows = await sql<(Tally & { first_heard_at: string; last_heard_at: string })[]>`
    select source, format, accepted, duplicates, rejected, first_heard_at, last_heard_at from sender_formats
    order by source, accepted desc, format`
  return rows.map(({ first_heard_at, last_heard_at, ...tally }) => ({
    ...tally,
    firstAt: new Date(first_heard_at),
    lastAt: new Date(last_heard_at),
  }))
}

/** Events by source and minute since then; `minute` in milliseconds. */
export async function listMinutes(
  sql: Sql,
  since: Date,
): Promise<{ source: string; minute: number; events: number }[]> {
  const rows = await sql<{ source: string; minute: string; events: number }[]>`
    select source, minute, events from source_minutes where minute >= ${iso(since)}::timestamptz`
  return rows.map((row) => ({ ...row, minute: new Date(row.minute).getTime() }))
}

export type HeardTable = {
  source: string
  table: string
  schema: string
  database: string
  events: number
  lastEventAt: string | null
  lastArrivalAt: string | null
  boardId: string | null
}

/** The tables that sources have sent events of, the latest first, each with the board that was made for it. */
export async function listHeardTables(sql: Sql, source?: string): Promise<HeardTable[]> {
  const rows = await sql<HeardTable[]>`
    select t.source, t.name as table, t.schema, t.database, t.events_count::float8 as events,
      t.last_event_at as "lastEventAt", t.last_arrival_at as "lastArrivalAt", d.id as "boardId"
    from source_tables t left join dashboards d on d.starter_for = t.name and d.deleted_at is null
    where ${source === undefined ? sql`true` : sql`t.source = ${source}`}
    order by t.last_arrival_at desc nulls last, t.name`
  const at = (text: string | null) => text && new Date(text).toISOString()
  return rows.map((row) => ({ ...row, lastEventAt: at(row.lastEventAt), lastArrivalAt: at(row.lastArrivalAt) }))
}

/** How many refused messages of a source are kept, counted no further than `most`. */
export async function countLetters(sql: Sql, source: string, most: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (select from dead_letters where source = ${source} limit ${most}) as kept`
  return row?.count ?? 0
}

/** The names of all who have sent something, stored or refused. */
export async function sourceNames(sql: Sql): Promise<string[]> {
  const rows = await sql<{ source: string }[]>`
    select source from source_tables where events_count > 0 union select source from sender_formats order by source`
  return rows.map(({ source }) => source)
}
