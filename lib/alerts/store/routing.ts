import 'server-only'
import { asc, desc, eq, gt, sql } from 'drizzle-orm'
import { alertChannels, alertRouting, alertSilences } from '@/drizzle/schema/alerts'
import type { Routing } from '../routing-contract'
import type { Queryable } from './outbox'

const only = 1

export async function findRouting(db: Queryable) {
  const [row] = await db.select().from(alertRouting).where(eq(alertRouting.id, only))
  return row
}

export async function saveRouting(db: Queryable, routing: Routing, updatedBy: string, updatedAt: Date) {
  const row = { routing, updatedBy, updatedAt }
  await db
    .insert(alertRouting)
    .values({ id: only, ...row })
    .onConflictDoUpdate({ target: alertRouting.id, set: row })
}

/** The channels that alerts may go to, in the order in which they were made. */
export const listRoutedChannels = (db: Queryable) =>
  db
    .select({
      id: alertChannels.id,
      name: alertChannels.name,
      type: alertChannels.type,
      enabled: sql<boolean>`${alertChannels.enabled} and ${alertChannels.goneAt} is null`,
      sendResolved: alertChannels.sendResolved,
      minSeverity: alertChannels.minSeverity,
    })
    .from(alertChannels)
    .orderBy(asc(alertChannels.createdAt), asc(alertChannels.id))

export type SilenceRow = typeof alertSilences.$inferSelect

export const listSilencesAfter = (db: Queryable, end: Date): Promise<SilenceRow[]> =>
  db.select().from(alertSilences).where(gt(alertSilences.endsAt, end))

export const listSilenceRows = (db: Queryable, limit: number, offset: number): Promise<SilenceRow[]> =>
  db
    .select()
    .from(alertSilences)
    .orderBy(desc(alertSilences.endsAt), desc(alertSilences.id))
    .limit(limit)
    .offset(offset)

export async function findSilence(db: Queryable, id: string): Promise<SilenceRow | undefined> {
  const [row] = await db.select().from(alertSilences).where(eq(alertSilences.id, id))
  return row
}

export async function insertSilence(db: Queryable, row: SilenceRow) {
  await db.insert(alertSilences).values(row)
}

export async function updateSilence(db: Queryable, id: string, change: Partial<SilenceRow>) {
  const [row] = await db.update(alertSilences).set(change).where(eq(alertSilences.id, id)).returning()
  return row
}

export async function removeSilence(db: Queryable, id: string) {
  await db.delete(alertSilences).where(eq(alertSilences.id, id))
}

/** The one source that a table comes from, by table; none where several send tables of that name. */
export async function findSources(db: Queryable, tables: string[]): Promise<Map<string, string>> {
  if (tables.length === 0) return new Map()
  const rows = await db.execute<{ name: string; source: string }>(sql`
    select name, min(source) as source from source_tables
    where name in ${tables} and source <> '' group by name having count(distinct source) = 1`)
  return new Map(rows.map(({ name, source }) => [name, source]))
}
