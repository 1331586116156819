import 'server-only'
import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { accessLinks } from '@/drizzle/schema/access'
import type { Queryable } from './users'

export type LinkRow = typeof accessLinks.$inferSelect
type Kind = LinkRow['kind']

const isOpen = (now: Date) => and(isNull(accessLinks.usedAt), gt(accessLinks.expiresAt, now))

export const listOpenLinks = (db: Queryable, now: Date): Promise<LinkRow[]> =>
  db.select().from(accessLinks).where(isOpen(now)).orderBy(asc(accessLinks.email), asc(accessLinks.kind)).limit(1000)

export async function findOpenLink(db: Queryable, tokenHash: string, now: Date): Promise<LinkRow | undefined> {
  const [row] = await db
    .select()
    .from(accessLinks)
    .where(and(eq(accessLinks.tokenHash, tokenHash), isOpen(now)))
  return row
}

/** A new link in the place of one that the same person may have had. */
export async function putLink(db: Queryable, row: typeof accessLinks.$inferInsert): Promise<LinkRow> {
  await removeLinksOf(db, row.kind, row.email)
  const [made] = await db.insert(accessLinks).values(row).returning()
  return made!
}

/** Uses a link up: false where somebody was faster. */
export async function useLink(db: Queryable, id: string, now: Date): Promise<boolean> {
  const used = await db
    .update(accessLinks)
    .set({ usedAt: now })
    .where(and(eq(accessLinks.id, id), isOpen(now)))
    .returning({ id: accessLinks.id })
  return used.length > 0
}

export async function removeLink(db: Queryable, id: string): Promise<LinkRow | undefined> {
  const [row] = await db
    .delete(accessLinks)
    .where(and(eq(accessLinks.id, id), isNull(accessLinks.usedAt)))
    .returning()
  return row
}

export async function removeLinksOf(db: Queryable, kind: Kind, email: string) {
  await db
    .delete(accessLinks)
    .where(and(eq(accessLinks.kind, kind), eq(accessLinks.email, email), isNull(accessLinks.usedAt)))
}

export async function findOpenLinkOf(
  db: Queryable,
  kind: Kind,
  email: string,
  now: Date,
): Promise<LinkRow | undefined> {
  const [row] = await db
    .select()
    .from(accessLinks)
    .where(and(eq(accessLinks.kind, kind), eq(accessLinks.email, email), isOpen(now)))
  return row
}
