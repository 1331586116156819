import 'server-only'
import { and, asc, eq, gt, ilike, inArray, or, type SQL, sql } from 'drizzle-orm'
import { alertInstances, alertRules } from '@/drizzle/schema/alerts'
import { anywhere } from '@/lib/db/like'
import type { InstanceState, RuleKind, Severity } from '../contract'
import type { Queryable } from './outbox'

export type RuleRow = typeof alertRules.$inferSelect

type Filter = {
  kind?: RuleKind
  metric?: string
  severity?: Severity
  owner?: string
  q?: string
  after: string | null
  limit: number
}

/** Rules by name. */
export function listRuleRows(db: Queryable, filter: Filter): Promise<RuleRow[]> {
  const { kind, metric, severity, owner, q, after, limit } = filter
  const spec = (name: string) => sql`${alertRules.spec}->>${name}`
  const conditions: (SQL | undefined)[] = [
    kind && eq(alertRules.kind, kind),
    severity && eq(alertRules.severity, severity),
    metric === undefined ? undefined : sql`${spec('metric')} = ${metric}`,
    owner === undefined ? undefined : sql`${spec('owner')} = ${owner}`,
    q === undefined
      ? undefined
      : or(ilike(alertRules.name, anywhere(q)), sql`${alertRules.spec}::text ilike ${anywhere(q)}`),
    after === null ? undefined : gt(alertRules.name, after),
  ]
  return db
    .select()
    .from(alertRules)
    .where(and(...conditions))
    .orderBy(asc(alertRules.name))
    .limit(limit)
}

export const listEnabledRules = (db: Queryable): Promise<RuleRow[]> =>
  db.select().from(alertRules).where(eq(alertRules.enabled, true)).orderBy(asc(alertRules.id))

export async function findRuleRow(db: Queryable, id: string): Promise<RuleRow | undefined> {
  const [row] = await db.select().from(alertRules).where(eq(alertRules.id, id))
  return row
}

export async function countRules(db: Queryable): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(alertRules)
  return row?.count ?? 0
}

export type NewRule = typeof alertRules.$inferInsert

/** The row that was made; undefined where its name is taken. */
export async function insertRuleRow(db: Queryable, row: NewRule): Promise<RuleRow | undefined> {
  const [made] = await db.insert(alertRules).values(row).onConflictDoNothing().returning()
  return made
}

export async function updateRuleRow(db: Queryable, id: string, row: Partial<NewRule>): Promise<RuleRow | undefined> {
  const [changed] = await db.update(alertRules).set(row).where(eq(alertRules.id, id)).returning()
  return changed
}

export async function removeRuleRow(db: Queryable, id: string): Promise<RuleRow | undefined> {
  const [removed] = await db.delete(alertRules).where(eq(alertRules.id, id)).returning()
  return removed
}

export type Evaluated = Pick<RuleRow, 'id' | 'lastValue' | 'lastError' | 'waitingFor' | 'noData' | 'evaluatedAt'>

/** What looks at many rules came to, in one statement. `evaluatedAt` stays where it is null. */
export async function recordEvaluations(db: Queryable, evaluated: readonly Evaluated[]) {
  if (evaluated.length === 0) return
  const rows = JSON.stringify(
    evaluated.map(({ id, lastValue, lastError, waitingFor, noData, evaluatedAt }) => ({
      id,
      last_value: lastValue !== null && Number.isFinite(lastValue) ? lastValue : null,
      last_error: lastError,
      waiting_for: waitingFor,
      no_data: noData,
      evaluated_at: evaluatedAt?.toISOString() ?? null,
    })),
  )
  await db.execute(sql`
    update alert_rules r
    set last_value = e.last_value, last_error = e.last_error, waiting_for = e.waiting_for, no_data = e.no_data,
        evaluated_at = coalesce(e.evaluated_at, r.evaluated_at)
    from jsonb_to_recordset(${rows}::jsonb)
      as e(id uuid, last_value double precision, last_error text, waiting_for text, no_data boolean,
        evaluated_at timestamptz)
    where r.id = e.id`)
}

export type InstanceCount = { ruleId: string; state: InstanceState; count: number }

export const countInstances = (db: Queryable, ruleIds: string[]): Promise<InstanceCount[]> =>
  ruleIds.length === 0
    ? Promise.resolve([])
    : db
        .select({
          ruleId: alertInstances.ruleId,
          state: alertInstances.state,
          count: sql<number>`count(*)::int`,
        })
        .from(alertInstances)
        .where(inArray(alertInstances.ruleId, ruleIds))
        .groupBy(alertInstances.ruleId, alertInstances.state)
