import 'server-only'
import { and, asc, count, eq, gt, ne, or, sql } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { identities, users } from '@/drizzle/schema/access'
import { locks } from '@/lib/db/locks'
import type { IdentityProvider } from '../access-words'

/** The database or an open transaction. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>
export type UserRow = typeof users.$inferSelect
export type Place = { email: string; id: string }

/** Held until the transaction ends by whoever changes who is there: the last owner is counted under it. */
export const lockPeople = (tx: Queryable) => tx.execute(sql`select pg_advisory_xact_lock(${locks.access})`)

export async function countUsers(db: Queryable): Promise<number> {
  const [row] = await db.select({ n: count() }).from(users)
  return row!.n
}

export async function countOwners(db: Queryable): Promise<number> {
  const isOwner = and(eq(users.role, 'owner'), eq(users.enabled, true))
  const [row] = await db.select({ n: count() }).from(users).where(isOwner)
  return row!.n
}

export async function findUser(db: Queryable, id: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, id))
  return row
}

export async function findUserByEmail(db: Queryable, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email, email))
  return row
}

/** People by address, with how many sessions of each are open and what else they sign in with. */
export function listUsers(db: Queryable, { after, limit, now }: { after: Place | null; limit: number; now: Date }) {
  const open = sql<number>`(select count(*)::int from sessions where sessions.user_id = users.id and expires_at > ${now.toISOString()}::timestamptz)`
  const own = sql<
    IdentityProvider[]
  >`(select coalesce(array_agg(provider order by provider), '{}') from identities where identities.user_id = users.id)`
  return db
    .select({ user: users, sessions: open, providers: own })
    .from(users)
    .where(
      after ? or(gt(users.email, after.email), and(eq(users.email, after.email), gt(users.id, after.id))) : undefined,
    )
    .orderBy(asc(users.email), asc(users.id))
    .limit(limit)
}

/** A new person; undefined where someone has the address. */
export async function insertUser(db: Queryable, row: typeof users.$inferInsert): Promise<UserRow | undefined> {
  const [made] = await db.insert(users).values(row).onConflictDoNothing().returning()
  return made
}

export async function updateUser(
  db: Queryable,
  id: string,
  change: Partial<typeof users.$inferInsert>,
): Promise<UserRow | undefined> {
  const [row] = await db.update(users).set(change).where(eq(users.id, id)).returning()
  return row
}

export async function removeUser(db: Queryable, id: string): Promise<boolean> {
  const removed = await db.delete(users).where(eq(users.id, id)).returning({ id: users.id })
  return removed.length > 0
}

export async function findIdentity(db: Queryable, provider: IdentityProvider, subject: string) {
  const [row] = await db
    .select({ user: users })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(and(eq(identities.provider, provider), eq(identities.subject, subject)))
  return row?.user
}

export async function insertIdentity(db: Queryable, row: typeof identities.$inferInsert) {
  await db.insert(identities).values(row).onConflictDoNothing()
}

/** Those whom the configuration named, but for one address, are like anyone else. */
export async function releaseConfigured(db: Queryable, but = '') {
  await db
    .update(users)
    .set({ configured: false })
    .where(and(eq(users.configured, true), ne(users.email, but)))
}
