import 'server-only'
import { eq, inArray } from 'drizzle-orm'
import { alertRules, alerts } from '@/drizzle/schema/alerts'
import { sourceTables } from '@/drizzle/schema/events'
import type { RuleSpec } from '../contract'
import type { AlertRow } from '../present-alert'
import type { Queryable } from './outbox'

export const findAlertRows = (db: Queryable, ids: string[]): Promise<AlertRow[]> =>
  db.select().from(alerts).where(inArray(alerts.id, ids))

/** What the rule of an alert looks at; null where it is gone. */
export async function findRuleSpec(db: Queryable, ruleId: string | null): Promise<RuleSpec | null> {
  if (ruleId === null) return null
  const [row] = await db.select({ spec: alertRules.spec }).from(alertRules).where(eq(alertRules.id, ruleId))
  return row?.spec ?? null
}

export async function findTableIds(db: Queryable, name: string): Promise<number[]> {
  const rows = await db.select({ id: sourceTables.id }).from(sourceTables).where(eq(sourceTables.name, name))
  return rows.map(({ id }) => id)
}
