import 'server-only'
import { eq } from 'drizzle-orm'
import { sourceTables } from '@/drizzle/schema/events'
import type { Queryable } from './outbox'

/** The tables of a name, of any schema and source. */
export async function findTableIds(db: Queryable, name: string): Promise<number[]> {
  const rows = await db.select({ id: sourceTables.id }).from(sourceTables).where(eq(sourceTables.name, name))
  return rows.map(({ id }) => id)
}
