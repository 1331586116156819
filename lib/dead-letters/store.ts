import 'server-only'
import { pgArray } from '@/lib/db/array'
import type { Sql } from '@/lib/db/client'
import { anywhere } from '@/lib/db/like'
import type { DeadLetterFilter } from './contract'
import type { Letter } from './write'

export type NewLetter = Letter & { id: string }

export type LetterRow = Omit<NewLetter, 'payload' | 'hints'> & {
  receivedAt: string
  attempts: number
  replayedAt: string | null
}
export type WholeLetterRow = LetterRow & { payload: string; hints: Record<string, unknown> }

/** The place in the list before which a page starts; `oldestFirst` turns the list around. */
export type Page = { after: { receivedAt: string; id: string } | null; limit: number; oldestFirst?: boolean }

const columns = (sql: Sql) => sql`id, received_at as "receivedAt", source, table_name as table, format, place,
  event_id as "eventId", code, message, drafted, cut, attempts, replayed_at as "replayedAt"`

export async function insertLetters(sql: Sql, receivedAt: string, letters: NewLetter[]) {
  const of = <K extends keyof NewLetter>(name: K) => letters.map((letter) => letter[name])
  await sql`
    insert into dead_letters
      (id, received_at, source, table_name, format, hints, place, event_id, code, message, payload, drafted, cut)
    select id, ${receivedAt}::timestamptz, source, table_name, format, hints::jsonb, place, event_id, code, message, payload, drafted, cut
    from unnest(
      ${pgArray(of('id'))}::uuid[], ${pgArray(of('source'))}::text[], ${pgArray(of('table'))}::text[],
      ${pgArray(of('format'))}::text[], ${pgArray(of('hints').map((hints) => JSON.stringify(hints)))}::text[],
      ${pgArray(of('place'))}::int[], ${pgArray(of('eventId'))}::text[], ${pgArray(of('code'))}::text[],
      ${pgArray(of('message'))}::text[], ${pgArray(of('payload'))}::text[], ${pgArray(of('drafted').map(String))}::bool[],
      ${pgArray(of('cut').map(String))}::bool[]
    ) as incoming (id, source, table_name, format, hints, place, event_id, code, message, payload, drafted, cut)`
}

function matching(sql: Sql, { code, table, source, q, from, to, replayed }: DeadLetterFilter) {
  return sql`true
    ${code === undefined ? sql`` : sql`and code = ${code}`}
    ${table === undefined ? sql`` : sql`and table_name = ${table}`}
    ${source === undefined ? sql`` : sql`and source = ${source}`}
    ${from === undefined ? sql`` : sql`and received_at >= ${from}::timestamptz`}
    ${to === undefined ? sql`` : sql`and received_at < ${to}::timestamptz`}
    ${replayed === undefined ? sql`` : replayed ? sql`and replayed_at is not null` : sql`and replayed_at is null`}
    ${q === undefined ? sql`` : sql`and (payload ilike ${anywhere(q)} or message ilike ${anywhere(q)} or event_id ilike ${anywhere(q)})`}`
}

/** Dead letters without their payloads, newest first. */
export function listLetterRows(sql: Sql, filter: DeadLetterFilter, { after, limit }: Page): Promise<LetterRow[]> {
  return sql<LetterRow[]>`
    select ${columns(sql)} from dead_letters where ${matching(sql, filter)}
      ${after === null ? sql`` : sql`and (received_at, id) < (${after.receivedAt}::timestamptz, ${after.id}::uuid)`}
    order by received_at desc, id desc limit ${limit}`
}

/** Whole dead letters that wait to be replayed and can be, oldest first, as their events came. */
export function listWaitingRows(sql: Sql, filter: DeadLetterFilter, { after, limit }: Page): Promise<WholeLetterRow[]> {
  return sql<WholeLetterRow[]>`
    select ${columns(sql)}, payload, hints from dead_letters
    where replayed_at is null and not cut and ${matching(sql, filter)}
      ${after === null ? sql`` : sql`and (received_at, id) > (${after.receivedAt}::timestamptz, ${after.id}::uuid)`}
    order by received_at, id limit ${limit}`
}

const aroundMs = 120_000
/** The year 9000: no letter has arrived later, and PostgreSQL would not read such a time as we write it. */
const latest = Date.UTC(9000, 0)

/** Between which arrivals the letters with these ids (UUIDv7, which begin with it) lie: only those partitions are read. */
function arrivalsOf(ids: readonly string[]) {
  const times = ids.map((id) => Math.min(latest, Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)))
  const iso = (at: number) => new Date(at).toISOString()
  return { from: iso(Math.min(...times) - aroundMs), to: iso(Math.max(...times) + aroundMs) }
}

const withIds = (sql: Sql, ids: readonly string[]) => {
  const { from, to } = arrivalsOf(ids)
  return sql`dead_letters.id = any(${pgArray(ids)}::uuid[])
    and received_at >= ${from}::timestamptz and received_at < ${to}::timestamptz`
}

/** The whole dead letters with these ids, oldest first. */
export function findLetterRows(sql: Sql, ids: readonly string[]): Promise<WholeLetterRow[]> {
  return sql<WholeLetterRow[]>`
    select ${columns(sql)}, payload, hints from dead_letters where ${withIds(sql, ids)} order by received_at, id`
}

export async function markReplayed(sql: Sql, ids: readonly string[], replayedAt: Date) {
  if (ids.length === 0) return
  await sql`
    update dead_letters set replayed_at = ${replayedAt.toISOString()}::timestamptz, attempts = attempts + 1
    where ${withIds(sql, ids)}`
}

/** Notes that letters were refused again, with the newest reason of each. */
export async function markRefused(sql: Sql, letters: readonly Pick<NewLetter, 'id' | 'code' | 'message'>[]) {
  if (letters.length === 0) return
  const ids = letters.map(({ id }) => id)
  await sql`
    update dead_letters set code = again.code, message = again.message, attempts = attempts + 1
    from unnest(${pgArray(ids)}::uuid[], ${pgArray(letters.map(({ code }) => code))}::text[],
      ${pgArray(letters.map(({ message }) => message))}::text[]) as again (id, code, message)
    where dead_letters.id = again.id and ${withIds(sql, ids)}`
}

export async function removeLetters(sql: Sql, which: { id: string } | { filter: DeadLetterFilter }): Promise<number> {
  const where = 'id' in which ? withIds(sql, [which.id]) : matching(sql, which.filter)
  const removed = await sql`delete from dead_letters where ${where}`
  return removed.count
}

/** How many wait to be replayed, counted no further than `limit`. */
export async function countWaiting(sql: Sql, limit: number): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (select from dead_letters where replayed_at is null limit ${limit}) as waiting`
  return row?.count ?? 0
}
