import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import { isWithin } from '../allowed'
import type { DeadLetter, DeadLetterList, DeadLetterListQuery, WholeDeadLetter } from '../contract'
import { countWaiting, findLetterRows, type LetterRow, listLetterRows, type WholeLetterRow } from '../store'

const countedAtMost = 1000
const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i
const place = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f-]{36})$/
const iso = (text: string) => new Date(text).toISOString()

const toLetter = (row: LetterRow): DeadLetter => ({
  id: row.id,
  received_at: iso(row.receivedAt),
  source: row.source,
  table: row.table,
  format: row.format,
  position: row.place,
  event_id: row.eventId,
  code: row.code,
  message: row.message,
  cut: row.cut,
  attempts: row.attempts,
  replayed_at: row.replayedAt && iso(row.replayedAt),
})

function readPlace(cursor: string | undefined) {
  if (cursor === undefined) return null
  const match = place.exec(decodeCursor(cursor))
  if (!match || !uuidv7.test(match[2]!) || Number.isNaN(Date.parse(match[1]!)))
    throw new AppError('bad_request', 'cursor is not one that this list gave out')
  return { receivedAt: match[1]!, id: match[2]! }
}

/** Dead letters, newest first, a page at a time. */
export async function listDeadLetters(
  { db }: Context,
  { cursor, limit, ...filter }: DeadLetterListQuery,
): Promise<DeadLetterList> {
  const page = { after: readPlace(cursor), limit: limit + 1 }
  const [rows, waiting] = await Promise.all([
    listLetterRows(db.$client, filter, page),
    countWaiting(db.$client, countedAtMost),
  ])
  const letters = rows.slice(0, limit).map(toLetter)
  const last = letters.at(-1)
  const more = rows.length > limit && last
  const next_cursor = more ? encodeCursor(`${last.received_at} ${last.id}`) : null
  return { dead_letters: letters, count: letters.length, next_cursor, waiting }
}

/** One dead letter as it is stored; for a key that is bound to tables those of others are not there. Throws `not_found`. */
export async function requireLetter({ db, actor }: Context, id: string): Promise<WholeLetterRow> {
  const [found] = uuidv7.test(id) ? await findLetterRows(db.$client, [id]) : []
  const row = found && isWithin(found, actor.tables) ? found : undefined
  if (!row) throw new AppError('not_found', `There is no dead letter with the id ${JSON.stringify(id.slice(0, 60))}`)
  return row
}

/** One dead letter with its payload. Throws `not_found`. */
export async function getDeadLetter(context: Context, id: string): Promise<WholeDeadLetter> {
  const row = await requireLetter(context, id)
  return { ...toLetter(row), payload: row.payload }
}
