import 'server-only'
import { and, count, desc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { dashboardShares, dashboards } from '@/drizzle/schema/dashboards'
import type { Queryable } from '@/lib/dashboards/store/boards'

export type ShareRow = typeof dashboardShares.$inferSelect

export const insertShare = (db: Queryable, row: typeof dashboardShares.$inferInsert) =>
  db.insert(dashboardShares).values(row)

export function listShares(db: Queryable, dashboardId: string): Promise<ShareRow[]> {
  return db
    .select()
    .from(dashboardShares)
    .where(eq(dashboardShares.dashboardId, dashboardId))
    .orderBy(desc(dashboardShares.id))
}

export async function countOpenShares(db: Queryable, dashboardId: string): Promise<number> {
  const open = and(eq(dashboardShares.dashboardId, dashboardId), isNull(dashboardShares.revokedAt))
  const [row] = await db.select({ total: count() }).from(dashboardShares).where(open)
  return row?.total ?? 0
}

/** The link of this token, where it and its board are still there at `now`. */
export async function findOpenShare(db: Queryable, tokenHash: string, now: Date): Promise<ShareRow | undefined> {
  const [row] = await db
    .select({ share: dashboardShares })
    .from(dashboardShares)
    .innerJoin(dashboards, eq(dashboards.id, dashboardShares.dashboardId))
    .where(
      and(
        eq(dashboardShares.tokenHash, tokenHash),
        isNull(dashboardShares.revokedAt),
        or(isNull(dashboardShares.expiresAt), sql`${dashboardShares.expiresAt} > ${now.toISOString()}`),
        isNull(dashboards.deletedAt),
      ),
    )
  return row?.share
}

export async function findShare(db: Queryable, dashboardId: string, id: string): Promise<ShareRow | undefined> {
  const [row] = await db
    .select()
    .from(dashboardShares)
    .where(and(eq(dashboardShares.id, id), eq(dashboardShares.dashboardId, dashboardId)))
  return row
}

/** Ends one link of a board, or all; answers how many were open. */
export async function revokeShares(db: Queryable, dashboardId: string, now: Date, id?: string): Promise<number> {
  const rows = await db
    .update(dashboardShares)
    .set({ revokedAt: now })
    .where(
      and(
        eq(dashboardShares.dashboardId, dashboardId),
        isNull(dashboardShares.revokedAt),
        id === undefined ? undefined : eq(dashboardShares.id, id),
      ),
    )
    .returning({ id: dashboardShares.id })
  return rows.length
}

export const markSeen = (db: Queryable, id: string, now: Date) =>
  db.update(dashboardShares).set({ seenAt: now }).where(eq(dashboardShares.id, id))

/** Removes links that ended before `before`; answers how many. */
export async function removeEndedShares(db: Queryable, before: Date): Promise<number> {
  const rows = await db
    .delete(dashboardShares)
    .where(or(lt(dashboardShares.revokedAt, before), lt(dashboardShares.expiresAt, before)))
    .returning({ id: dashboardShares.id })
  return rows.length
}
