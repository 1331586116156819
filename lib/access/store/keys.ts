import 'server-only'
import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import { apiKeys } from '@/drizzle/schema/access'
import type { Queryable } from './users'

export type { Queryable } from './users'

export type KeyRow = typeof apiKeys.$inferSelect
export type Place = { at: Date; id: string }

/** Keys, the newest first; `after` is the last one of the page before. */
export const listKeyRows = (
  db: Queryable,
  { after, limit }: { after: Place | null; limit: number },
): Promise<KeyRow[]> =>
  db
    .select()
    .from(apiKeys)
    .where(
      after
        ? or(lt(apiKeys.createdAt, after.at), and(eq(apiKeys.createdAt, after.at), lt(apiKeys.id, after.id)))
        : undefined,
    )
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(limit)

/** A key, held until the transaction ends. */
export async function holdKey(db: Queryable, id: string): Promise<KeyRow | undefined> {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, id)).for('update')
  return row
}

export async function insertKey(db: Queryable, row: typeof apiKeys.$inferInsert): Promise<KeyRow> {
  const [made] = await db.insert(apiKeys).values(row).returning()
  return made!
}

export async function updateKey(
  db: Queryable,
  id: string,
  change: Partial<typeof apiKeys.$inferInsert>,
): Promise<KeyRow | undefined> {
  const [row] = await db.update(apiKeys).set(change).where(eq(apiKeys.id, id)).returning()
  return row
}

/** Revokes a key: the first time stands. */
export async function revokeKeyRow(db: Queryable, id: string, now: Date): Promise<boolean> {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id })
  return revoked.length > 0
}
