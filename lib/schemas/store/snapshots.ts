import 'server-only'
import { desc, eq, lt } from 'drizzle-orm'
import { schemaSnapshots } from '@/drizzle/schema/schemas'
import type { Queryable } from './tables'

export type SnapshotRow = typeof schemaSnapshots.$inferSelect

export async function insertSnapshot(db: Queryable, row: typeof schemaSnapshots.$inferInsert): Promise<SnapshotRow> {
  const [made] = await db.insert(schemaSnapshots).values(row).returning()
  return made!
}

/** Snapshots without their tables, newest first; `before` is the id of the last one of the page before. */
export function listSnapshotRows(db: Queryable, { limit, before }: { limit: number; before: string | null }) {
  const { id, name, createdAt, createdBy, tablesCount } = schemaSnapshots
  return db
    .select({ id, name, createdAt, createdBy, tablesCount })
    .from(schemaSnapshots)
    .where(before === null ? undefined : lt(id, before))
    .orderBy(desc(id))
    .limit(limit)
}

export async function findSnapshot(db: Queryable, id: string): Promise<SnapshotRow | undefined> {
  const [row] = await db.select().from(schemaSnapshots).where(eq(schemaSnapshots.id, id))
  return row
}
