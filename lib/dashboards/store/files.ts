import 'server-only'
import { eq, inArray, isNotNull, notInArray, sql } from 'drizzle-orm'
import { dashboardFileProblems, dashboards } from '@/drizzle/schema/dashboards'
import { locks } from '@/lib/db/locks'
import { announce, type BoardRow, type Queryable } from './boards'

/** Lets one process at a time bring boards up to their files, until the transaction ends. */
export const lockFiles = (tx: Queryable) => tx.execute(sql`select pg_advisory_xact_lock(${locks.boardFiles})`)

/** The boards that are read from files, those in the trash as well, by the name of the file. */
export async function listFileBoards(db: Queryable): Promise<Map<string, BoardRow>> {
  const rows = await db.select().from(dashboards).where(isNotNull(dashboards.file))
  return new Map(rows.map((row) => [row.file!, row]))
}

export type ProblemRow = typeof dashboardFileProblems.$inferSelect

export const listProblems = (db: Queryable): Promise<ProblemRow[]> =>
  db.select().from(dashboardFileProblems).orderBy(dashboardFileProblems.file)

/** Forgets what was wrong with these files and keeps what is; with `only`, also what was with any other file than those. */
export async function writeProblems(
  tx: Queryable,
  read: readonly string[],
  found: ProblemRow[],
  only?: readonly string[],
) {
  const { file } = dashboardFileProblems
  if (only) await tx.delete(dashboardFileProblems).where(only.length > 0 ? notInArray(file, [...only]) : undefined)
  if (read.length > 0) await tx.delete(dashboardFileProblems).where(inArray(file, [...read]))
  if (found.length > 0) await tx.insert(dashboardFileProblems).values(found)
  await announce(tx)
}

export async function findFileText(db: Queryable, id: string): Promise<{ file: string; text: string } | undefined> {
  const [row] = await db
    .select({ file: dashboards.file, text: dashboards.fileText })
    .from(dashboards)
    .where(eq(dashboards.id, id))
  return row?.file != null && row.text != null ? { file: row.file, text: row.text } : undefined
}
