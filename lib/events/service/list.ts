import 'server-only'
import { stringify } from 'lossless-json'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import type { EventList, EventListQuery, StoredEvent } from '../contract'
import { parseJson } from '../parse'
import { type EventPlace, type EventRow, findEventRow, listEventRows } from '../store/read'

const iso = (text: string) => new Date(text).toISOString()
const place = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f-]{36})$/
const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

const readImage = (json: string | null) => (json === null ? null : (parseJson(json) as StoredEvent['after']))

const toEvent = ({ at, receivedAt, rowKey, before, after, detail, ...row }: EventRow): StoredEvent => ({
  ...row,
  before: readImage(before),
  after: readImage(after),
  timestamp: iso(at),
  received_at: iso(receivedAt),
  key: rowKey,
  ...readImage(detail),
})

function readPlace(cursor: string | undefined): EventPlace | null {
  if (cursor === undefined) return null
  const match = place.exec(decodeCursor(cursor))
  if (!match || !uuidv7.test(match[2]!) || Number.isNaN(Date.parse(match[1]!)))
    throw new AppError('bad_request', 'cursor is not one that this list gave out')
  return { at: match[1]!, uid: match[2]! }
}

/** As many as a process can hold of several readers. */
const pageBytes = 16 * 1024 * 1024

/** Raw events, newest first, a page at a time, which ends early where they are large. Numbers that no double holds are `LosslessNumber`. */
export async function listEvents({ db }: Context, query: EventListQuery): Promise<EventList> {
  const page = { limit: query.limit + 1, after: readPlace(query.cursor), bytes: pageBytes }
  const rows = await listEventRows(db.$client, { ...query, ...page })
  const events = rows.slice(0, query.limit).map(({ found: _, ...row }) => toEvent(row))
  const last = events.at(-1)
  const more = (rows[0]?.found ?? 0) > events.length && last
  return { events, count: events.length, next_cursor: more ? encodeCursor(`${last.timestamp} ${last.uid}`) : null }
}

/** The same as plain values, for a page that React writes out. */
export const listPlainEvents = async (context: Context, query: EventListQuery): Promise<EventList> =>
  JSON.parse(stringify(await listEvents(context, query))!)

/** One event by its `uid`. Throws `not_found`. */
export async function getEvent({ db }: Context, uid: string): Promise<StoredEvent> {
  const row = uuidv7.test(uid) ? await findEventRow(db.$client, uid) : undefined
  if (!row) throw new AppError('not_found', `There is no event with the uid ${JSON.stringify(uid.slice(0, 60))}`)
  return toEvent(row)
}
