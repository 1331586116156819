import 'server-only'
import { eq, inArray } from 'drizzle-orm'
import { sourcePositions } from '@/drizzle/schema/sources'
import type { Database } from '@/lib/db/client'

export type PositionRow = typeof sourcePositions.$inferSelect
type Change = Partial<Omit<PositionRow, 'name'>> & { updatedAt: Date }

export async function findPosition(db: Database, name: string): Promise<PositionRow | null> {
  const rows = await db.select().from(sourcePositions).where(eq(sourcePositions.name, name))
  return rows[0] ?? null
}

export function listPositions(db: Database, names: string[]): Promise<PositionRow[]> {
  return db.select().from(sourcePositions).where(inArray(sourcePositions.name, names))
}

/** The names of all that is followed, or was. */
export const listPositionNames = async (db: Database): Promise<string[]> =>
  (await db.select({ name: sourcePositions.name }).from(sourcePositions)).map(({ name }) => name)

/** Changes what is kept of a source; one that is not kept yet is left out. */
export async function updatePosition(db: Pick<Database, 'update'>, name: string, change: Change) {
  await db.update(sourcePositions).set(change).where(eq(sourcePositions.name, name))
}

type State = Pick<PositionRow, 'name' | 'slot' | 'state' | 'detail' | 'progress' | 'owner' | 'updatedAt'> &
  Partial<Pick<PositionRow, 'lastError' | 'lastErrorAt'>>

/** Keeps how a source stands, also of one that was never reached: its identity is then still unknown. */
export async function keepState(db: Database, { name, slot, ...state }: State) {
  await db
    .insert(sourcePositions)
    .values({ name, slot, ...state, identity: '' })
    .onConflictDoUpdate({ target: sourcePositions.name, set: state })
}

/** Begins a source anew: a slot of ours is about to be made, its position still unknown. */
export async function replacePosition(
  db: Database,
  row: Pick<PositionRow, 'name' | 'identity' | 'slot' | 'tables' | 'updatedAt'>,
) {
  const fresh = { ...row, position: null }
  await db.insert(sourcePositions).values(fresh).onConflictDoUpdate({ target: sourcePositions.name, set: fresh })
}
