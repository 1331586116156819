import 'server-only'
import { and, desc, eq, lt, lte } from 'drizzle-orm'
import { dashboardVersions } from '@/drizzle/schema/dashboards'
import type { Queryable } from './boards'

type VersionRow = typeof dashboardVersions.$inferSelect

const { n, at, by, summary } = dashboardVersions
const meta = { n, at, by, summary }
const ofBoard = (id: string) => eq(dashboardVersions.dashboardId, id)

/** What is kept of a board's versions, newest first. */
export function listVersionRows(db: Queryable, id: string, page: { limit: number; before?: number }) {
  return db
    .select(meta)
    .from(dashboardVersions)
    .where(and(ofBoard(id), page.before === undefined ? undefined : lt(n, page.before)))
    .orderBy(desc(n))
    .limit(page.limit)
}

export async function findVersionRow(db: Queryable, id: string, number: number): Promise<VersionRow | undefined> {
  const [row] = await db
    .select()
    .from(dashboardVersions)
    .where(and(ofBoard(id), eq(n, number)))
  return row
}

/** When a version was made and by whom, without what it holds. */
export async function findVersionMeta(db: Queryable, id: string, number: number) {
  const [row] = await db
    .select(meta)
    .from(dashboardVersions)
    .where(and(ofBoard(id), eq(n, number)))
  return row
}

/** Keeps a version, and lets go of those of the board up to `upTo`. */
export async function insertVersion(tx: Queryable, row: VersionRow, upTo: number) {
  await tx.insert(dashboardVersions).values(row)
  await tx.delete(dashboardVersions).where(and(ofBoard(row.dashboardId), lte(n, upTo)))
}
