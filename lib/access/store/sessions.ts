import 'server-only'
import { and, desc, eq, gt, lte, ne, type SQL } from 'drizzle-orm'
import { sessions } from '@/drizzle/schema/access'
import type { Queryable } from './users'

export type SessionRow = typeof sessions.$inferSelect

/** A new session of someone; their sessions that ran out go. */
export async function insertSession(db: Queryable, row: typeof sessions.$inferInsert) {
  await db.delete(sessions).where(and(eq(sessions.userId, row.userId), lte(sessions.expiresAt, row.createdAt)))
  await db.insert(sessions).values(row)
}

/** The open sessions of someone, the one seen last first. */
export const listSessions = (db: Queryable, userId: string, now: Date): Promise<SessionRow[]> =>
  db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.seenAt), desc(sessions.id))
    .limit(1000)

async function remove(db: Queryable, where: SQL | undefined): Promise<number> {
  return (await db.delete(sessions).where(where).returning({ id: sessions.id })).length
}

/** Ends one session of someone. */
export const removeSession = (db: Queryable, userId: string, id: string) =>
  remove(db, and(eq(sessions.userId, userId), eq(sessions.id, id)))

/** Ends the sessions of someone, but for one. */
export const removeSessions = (db: Queryable, userId: string, but?: string) =>
  remove(db, and(eq(sessions.userId, userId), but === undefined ? undefined : ne(sessions.id, but)))
