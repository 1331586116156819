import 'server-only'
import { asc, eq, sql } from 'drizzle-orm'
import { keptSources, sourceControls } from '@/drizzle/schema/sources'
import type { Queryable } from '@/lib/alerts/store/outbox'

export type KeptRow = typeof keptSources.$inferSelect

export const listKeptRows = (db: Pick<Queryable, 'select'>): Promise<KeptRow[]> =>
  db
    .select()
    .from(keptSources)
    .orderBy(asc(sql`${keptSources.name} collate "C"`))

export async function findKeptRow(db: Pick<Queryable, 'select'>, name: string): Promise<KeptRow | undefined> {
  const [row] = await db.select().from(keptSources).where(eq(keptSources.name, name))
  return row
}

/** Undefined where the name is taken. */
export async function insertKeptRow(db: Queryable, row: KeptRow): Promise<KeptRow | undefined> {
  const [made] = await db.insert(keptSources).values(row).onConflictDoNothing().returning()
  return made
}

export async function updateKeptRow(db: Queryable, name: string, change: Partial<KeptRow>) {
  const [row] = await db.update(keptSources).set(change).where(eq(keptSources.name, name)).returning()
  return row
}

/** Removes a source with what was asked of it. */
export const removeKeptRow = (db: Queryable, name: string) =>
  db.transaction(async (tx) => {
    await tx.delete(keptSources).where(eq(keptSources.name, name))
    await tx.delete(sourceControls).where(eq(sourceControls.name, name))
  })

/** What is kept sealed of sources, locked until the transaction ends, by their names. */
export const lockKeptSecrets = (tx: Queryable): Promise<Pick<KeptRow, 'name' | 'secrets'>[]> =>
  tx
    .select({ name: keptSources.name, secrets: keptSources.secrets })
    .from(keptSources)
    .orderBy(asc(sql`${keptSources.name} collate "C"`))
    .for('update')

type Sealed = { name: string; field: string; text: string }
export const updateKeptSecret = (tx: Queryable, { name, field, text }: Sealed) =>
  tx
    .update(keptSources)
    .set({ secrets: sql`${keptSources.secrets} || jsonb_build_object(${field}::text, ${text}::text)` })
    .where(eq(keptSources.name, name))
