import 'server-only'
import { and, desc, eq, gte, inArray, lt, ne, or, sql } from 'drizzle-orm'
import { sourceTables } from '@/drizzle/schema/events'
import { qualityDue, qualityExamples, qualityRules, qualityViolations } from '@/drizzle/schema/quality'
import { locks } from '@/lib/db/locks'
import { typesOf } from '../contract'
import type { ViolationListQuery } from '../violation-contract'
import type { Queryable, RuleRow } from './rules'

export type ViolationRow = typeof qualityViolations.$inferSelect
export type Place = { at: Date; id: string }
export type ListedViolation = { violation: ViolationRow; rule: RuleRow; table: string; schema: string }

/** One look at violations at a time over all processes; waits for the one before. */
export async function lockViolations(tx: Queryable) {
  await tx.execute(sql`select pg_advisory_xact_lock(${locks.violations})`)
}

export type Due = { ruleId: string; tableId: number; minute: Date }

/** Takes the minutes in which rules were broken since the last look. */
export function takeDue(tx: Queryable): Promise<Due[]> {
  return tx.delete(qualityDue).returning()
}

/** Violations that go on, and those of these rules that ended after `since`. */
export function listNearby(tx: Queryable, ruleIds: string[], since: Date): Promise<ViolationRow[]> {
  const { status, ruleId, lastFailedAt } = qualityViolations
  const near = ruleIds.length > 0 ? and(inArray(ruleId, ruleIds), gte(lastFailedAt, since)) : undefined
  return tx
    .select()
    .from(qualityViolations)
    .where(or(ne(status, 'resolved'), near))
}

export async function insertViolation(tx: Queryable, row: typeof qualityViolations.$inferInsert) {
  await tx.insert(qualityViolations).values(row).onConflictDoNothing()
}

export async function updateViolation(
  tx: Queryable,
  id: string,
  change: Partial<typeof qualityViolations.$inferInsert>,
): Promise<ViolationRow | undefined> {
  const [row] = await tx.update(qualityViolations).set(change).where(eq(qualityViolations.id, id)).returning()
  return row
}

const select = (db: Queryable) =>
  db
    .select({ violation: qualityViolations, rule: qualityRules, table: sourceTables.name, schema: sourceTables.schema })
    .from(qualityViolations)
    .innerJoin(qualityRules, eq(qualityRules.id, qualityViolations.ruleId))
    .innerJoin(sourceTables, eq(sourceTables.id, qualityViolations.tableId))

/** Violations, the newest failure first; `after` is the last one of the page before. */
export function listViolationRows(
  db: Queryable,
  query: Omit<ViolationListQuery, 'cursor'> & { after: Place | null },
): Promise<ListedViolation[]> {
  const { status = 'all', severity, dimension, table, rule_id, from, to, after, limit } = query
  const { id, lastFailedAt, startedAt } = qualityViolations
  return select(db)
    .where(
      and(
        status === 'all' ? undefined : eq(qualityViolations.status, status),
        severity && eq(qualityViolations.severity, severity),
        dimension && inArray(qualityRules.type, typesOf(dimension)),
        table === undefined ? undefined : eq(sourceTables.name, table),
        rule_id === undefined ? undefined : eq(qualityViolations.ruleId, rule_id),
        from === undefined ? undefined : gte(lastFailedAt, new Date(from)),
        to === undefined ? undefined : lt(startedAt, new Date(to)),
        after ? or(lt(lastFailedAt, after.at), and(eq(lastFailedAt, after.at), lt(id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(lastFailedAt), desc(id))
    .limit(limit)
}

export async function findViolationRow(db: Queryable, id: string): Promise<ListedViolation | undefined> {
  const [row] = await select(db).where(eq(qualityViolations.id, id))
  return row
}

export type ExampleRow = typeof qualityExamples.$inferSelect

/** Rows that broke a rule in [from, to), the newest first. */
export function listExamples(
  db: Queryable,
  of: { ruleId: string; tableId: number; from: Date; to: Date; limit: number },
) {
  const { ruleId, tableId, eventAt } = qualityExamples
  return db
    .select()
    .from(qualityExamples)
    .where(and(eq(ruleId, of.ruleId), eq(tableId, of.tableId), gte(eventAt, of.from), lt(eventAt, of.to)))
    .orderBy(desc(eventAt))
    .limit(of.limit)
}

/** Keeps the newest examples of each rule, `most` of them. */
export async function trimExamples(db: Queryable, most: number) {
  await db.execute(sql`
    delete from quality_examples where ctid in (
      select ctid from (
        select ctid, row_number() over (partition by rule_id order by event_at desc) as place from quality_examples
      ) as placed where place > ${most})`)
}

/** What is left of rules that are gone. */
export async function removeOrphans(db: Queryable) {
  for (const table of ['quality_examples', 'quality_violations', 'quality_due', 'quality_runs']) {
    await db.execute(sql`
      delete from ${sql.identifier(table)} as kept where not exists (select from quality_rules where quality_rules.id = kept.rule_id)`)
  }
}

export async function countOpen(db: Queryable): Promise<{ ruleId: string; tableId: number }[]> {
  const { ruleId, tableId, status } = qualityViolations
  return db.select({ ruleId, tableId }).from(qualityViolations).where(ne(status, 'resolved'))
}
