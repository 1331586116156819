import 'server-only'
import { eq, sql } from 'drizzle-orm'
import { detectionSettings } from '@/drizzle/schema/anomalies'
import type { Queryable } from './samples'

export type SettingsRow = typeof detectionSettings.$inferSelect

/** The settings of all metrics that have any, by name. */
export async function listSettings(db: Queryable): Promise<Map<string, SettingsRow>> {
  const rows = await db.select().from(detectionSettings)
  return new Map(rows.map((row) => [row.metricName, row]))
}

export async function findSettings(db: Queryable, metricName: string): Promise<SettingsRow | undefined> {
  const [row] = await db.select().from(detectionSettings).where(eq(detectionSettings.metricName, metricName))
  return row
}

export async function upsertSettings(db: Queryable, row: SettingsRow): Promise<void> {
  const { metricName: _, ...rest } = row
  await db.insert(detectionSettings).values(row).onConflictDoUpdate({ target: detectionSettings.metricName, set: rest })
}

/** Tells whether there were any. */
export async function removeSettings(db: Queryable, metricName: string): Promise<boolean> {
  const removed = await db
    .delete(detectionSettings)
    .where(eq(detectionSettings.metricName, metricName))
    .returning({ name: detectionSettings.metricName })
  return removed.length > 0
}

/** Has others who change the settings of this metric wait until the transaction ends. */
export async function lockSettings(tx: Queryable, metricName: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`detection ${metricName}`}, 0))`)
}
