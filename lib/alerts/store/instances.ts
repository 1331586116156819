import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { alertInstances } from '@/drizzle/schema/alerts'
import { locks } from '@/lib/db/locks'
import type { Queryable } from './outbox'

export type InstanceRow = typeof alertInstances.$inferSelect

/** False where another process is looking at the rules. */
export async function tryLockEvaluation(tx: Queryable): Promise<boolean> {
  const [row] = await tx.execute<{ locked: boolean }>(sql`select pg_try_advisory_xact_lock(${locks.alerts}) as locked`)
  return row?.locked ?? false
}

export async function lockEvaluation(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.alerts})`)
}

export const listInstances = (db: Queryable, ruleIds: string[]): Promise<InstanceRow[]> =>
  ruleIds.length === 0
    ? Promise.resolve([])
    : db.select().from(alertInstances).where(inArray(alertInstances.ruleId, ruleIds))

const chunk = 2000

export async function upsertInstances(db: Queryable, rows: readonly InstanceRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += chunk)
    await db
      .insert(alertInstances)
      .values(rows.slice(start, start + chunk))
      .onConflictDoUpdate({
        target: [alertInstances.ruleId, alertInstances.key],
        set: {
          labels: sql`excluded.labels`,
          state: sql`excluded.state`,
          since: sql`excluded.since`,
          value: sql`excluded.value`,
          firings: sql`excluded.firings`,
          calmSince: sql`excluded.calm_since`,
          alertId: sql`excluded.alert_id`,
        },
      })
}

export async function removeInstances(db: Queryable, ruleId: string, keys?: string[]): Promise<void> {
  const of = eq(alertInstances.ruleId, ruleId)
  await db.delete(alertInstances).where(keys === undefined ? of : and(of, inArray(alertInstances.key, keys)))
}

/** Things that were found and are over since before `before`: they do not come again. */
export async function removeRested(db: Queryable, before: Date): Promise<void> {
  await db.execute(sql`
    delete from alert_instances i using alert_rules r
    where r.id = i.rule_id and r.kind <> 'metric' and i.state = 'ok' and i.since < ${before.toISOString()}::timestamptz`)
}
