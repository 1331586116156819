import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeMoment, encodeMoment } from '@/lib/http/cursor'
import type { Note, NoteBody, NoteList, NoteListQuery, NotePatch } from './contract'
import {
  announceNotes,
  findNoteRow,
  insertNoteRow,
  listNoteRows,
  type NoteRow,
  removeNoteRow,
  updateNoteRow,
} from './store'

const noNote = (id: string) => new AppError('not_found', `There is no note ${id}`)

const toNote = (row: NoteRow): Note => ({
  id: row.id,
  at: row.at.toISOString(),
  until: row.until?.toISOString() ?? null,
  text: row.text,
  kind: row.kind,
  table: row.tableName,
  url: row.url,
  created_by: row.createdBy,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
})

function requireOrder(at: Date, until: Date | null) {
  if (!until || until >= at) return
  const message = `lies before at (${at.toISOString()}); what ends has begun before`
  throw new AppError('invalid_input', `until: ${message}`, { issues: [{ path: 'until', code: 'order', message }] })
}

/** Notes by their time, newest first, a page at a time. */
export async function listNotes({ db }: Context, { cursor, ...query }: NoteListQuery): Promise<NoteList> {
  const after = cursor === undefined ? null : decodeMoment(cursor)
  const found = await listNoteRows(db, { ...query, after, limit: query.limit + 1 })
  const rows = found.slice(0, query.limit)
  const last = rows.at(-1)
  const next_cursor = found.length > rows.length && last ? encodeMoment(last) : null
  return { notes: rows.map(toNote), count: rows.length, next_cursor }
}

/** One note; throws `not_found`. */
export async function getNote({ db }: Context, id: string): Promise<Note> {
  const row = await findNoteRow(db, id)
  if (!row) throw noNote(id)
  return toNote(row)
}

/** A new note in the name of who sends it. */
export async function createNote({ db, now, actor }: Context, body: NoteBody): Promise<Note> {
  const at = body.at === undefined ? now : new Date(body.at)
  const until = body.until ? new Date(body.until) : null
  requireOrder(at, until)
  const { text, kind, table = null, url = null } = body
  const said = { at, until, text, kind, tableName: table, url }
  const row = await insertNoteRow(db, { id: uuidv7(), ...said, createdBy: actor.name, createdAt: now, updatedAt: now })
  await announceNotes(db)
  return toNote(row)
}

/** Changes what is given. Throws `not_found`. */
export function updateNote({ db, now }: Context, id: string, patch: NotePatch): Promise<Note> {
  return db.transaction(async (tx) => {
    const before = await findNoteRow(tx, id)
    if (!before) throw noNote(id)
    const { at, until, text = before.text, kind = before.kind } = patch
    const change = {
      text,
      kind,
      at: at === undefined ? before.at : new Date(at),
      until: until === undefined ? before.until : until === null ? null : new Date(until),
      tableName: patch.table === undefined ? before.tableName : patch.table,
      url: patch.url === undefined ? before.url : patch.url,
      updatedAt: now,
    }
    requireOrder(change.at, change.until)
    const row = await updateNoteRow(tx, id, change)
    if (!row) throw noNote(id)
    await announceNotes(tx)
    return toNote(row)
  })
}

/** Takes a note away. Throws `not_found`. */
export async function deleteNote({ db }: Context, id: string) {
  if (!(await removeNoteRow(db, id))) throw noNote(id)
  await announceNotes(db)
  return { id, deleted: true as const }
}
