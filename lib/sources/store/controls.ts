import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { sourceControls } from '@/drizzle/schema/sources'
import { pgArray } from '@/lib/db/array'
import type { Database } from '@/lib/db/client'
import { channel } from '@/lib/runtime/live'

export type ControlRow = typeof sourceControls.$inferSelect
type By = Pick<ControlRow, 'changedBy' | 'changedAt'>

export const listControls = (db: Pick<Database, 'select'>): Promise<ControlRow[]> => db.select().from(sourceControls)

export async function findControl(db: Pick<Database, 'select'>, name: string): Promise<ControlRow | undefined> {
  const [row] = await db.select().from(sourceControls).where(eq(sourceControls.name, name))
  return row
}

async function change(db: Database, name: string, by: By, set: Parameters<ReturnType<Database['update']>['set']>[0]) {
  await db.transaction(async (tx) => {
    await tx
      .insert(sourceControls)
      .values({ name, ...by })
      .onConflictDoNothing()
    await tx
      .update(sourceControls)
      .set({ ...set, ...by })
      .where(eq(sourceControls.name, name))
    await announceSources(tx)
  })
}

export const setPaused = (db: Database, name: string, by: By, paused: boolean) => change(db, name, by, { paused })

export const countRestart = (db: Database, name: string, by: By) =>
  change(db, name, by, { restarts: sql`${sourceControls.restarts} + 1` })

/** Asks that tables are read again, with those that were asked for before; an empty list is all of them. */
export function askReread(db: Database, name: string, by: By, tables: string[]) {
  const asked = sql`${pgArray(tables)}::text[]`
  const { reread } = sourceControls
  return change(db, name, by, {
    reread: sql`case when cardinality(${reread}) = 0 or cardinality(${asked}) = 0 then '{}'
      else array(select distinct unnest(coalesce(${reread}, '{}') || ${asked})) end`,
  })
}

/** Tells every process that what they are to follow may be another, and browsers that sources changed. */
export async function announceSources(db: Pick<Database, 'execute'>) {
  const payload = JSON.stringify({ tables: [], topics: ['sources', 'source-settings'] })
  await db.execute(sql`select pg_notify(${channel}, ${payload})`)
}

/** Takes what was asked to be read again, in one with what `apply` keeps of it; null where nothing was. */
export function takeReread(
  db: Database,
  name: string,
  apply: (tx: Pick<Database, 'update'>, tables: string[]) => Promise<void>,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.select().from(sourceControls).where(eq(sourceControls.name, name)).for('update')
    if (!row?.reread) return false
    await apply(tx, row.reread)
    await tx.update(sourceControls).set({ reread: null }).where(eq(sourceControls.name, name))
    return true
  })
}
