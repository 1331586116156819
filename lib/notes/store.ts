import 'server-only'
import { and, desc, eq, gte, isNull, lt, or, sql } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { notes } from '@/drizzle/schema/notes'
import { channel, type LiveChange } from '@/lib/runtime/live'
import type { NoteListQuery } from './contract'

/** The database or an open transaction. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>
export type NoteRow = typeof notes.$inferSelect
export type Place = { at: Date; id: string }

type Filter = Omit<NoteListQuery, 'cursor'> & { after: Place | null }

/** Notes by their time, newest first; `after` is the last one of the page before. */
export function listNoteRows(db: Queryable, { from, to, table, kind, after, limit }: Filter): Promise<NoteRow[]> {
  return db
    .select()
    .from(notes)
    .where(
      and(
        from === undefined ? undefined : gte(sql`coalesce(${notes.until}, ${notes.at})`, from),
        to === undefined ? undefined : lt(notes.at, new Date(to)),
        table === undefined ? undefined : or(eq(notes.tableName, table), isNull(notes.tableName)),
        kind && eq(notes.kind, kind),
        after ? or(lt(notes.at, after.at), and(eq(notes.at, after.at), lt(notes.id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(notes.at), desc(notes.id))
    .limit(limit)
}

export async function findNoteRow(db: Queryable, id: string): Promise<NoteRow | undefined> {
  const [row] = await db.select().from(notes).where(eq(notes.id, id))
  return row
}

export async function insertNoteRow(db: Queryable, row: typeof notes.$inferInsert): Promise<NoteRow> {
  const [made] = await db.insert(notes).values(row).returning()
  return made!
}

export async function updateNoteRow(
  db: Queryable,
  id: string,
  change: Partial<typeof notes.$inferInsert>,
): Promise<NoteRow | undefined> {
  const [row] = await db.update(notes).set(change).where(eq(notes.id, id)).returning()
  return row
}

export async function removeNoteRow(db: Queryable, id: string): Promise<boolean> {
  const removed = await db.delete(notes).where(eq(notes.id, id)).returning({ id: notes.id })
  return removed.length > 0
}

/** Tells browsers that notes changed. */
export async function announceNotes(db: Queryable) {
  const change: LiveChange = { tables: [], topics: ['notes'] }
  await db.execute(sql`select pg_notify(${channel}, ${JSON.stringify(change)})`)
}
