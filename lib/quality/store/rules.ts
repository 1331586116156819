import 'server-only'
import { and, asc, eq, gt, ilike, ne, or, sql } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { qualityRules } from '@/drizzle/schema/quality'
import type { Sql, Transaction } from '@/lib/db/client'
import { anywhere } from '@/lib/db/like'
import { locks } from '@/lib/db/locks'
import { channel, type LiveChange } from '@/lib/runtime/live'
import { type RuleListQuery, typesOf } from '../contract'

/** The database or an open transaction. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>
export type RuleRow = typeof qualityRules.$inferSelect
export type NewRule = typeof qualityRules.$inferInsert

/** The rules in force; with `trials` also those on trial, whose rows are judged in silence. */
export function listRulesInForce(db: Sql | Transaction, trials = false): Promise<RuleRow[]> {
  return db<RuleRow[]>`
    select id, name, table_name as "tableName", schema_name as "schemaName", columns, type, params, severity, threshold,
      min_rows as "minRows", window_ms::float8 as "windowMs", enabled, state, origin, owner, description, evidence,
      created_by as "createdBy", created_at as "createdAt", updated_at as "updatedAt"
    from quality_rules where enabled and (state = 'active' or (${trials} and state = 'proposed')) order by name`
}

/** Rules in the order of their names, those after `after`. */
export function listRuleRows(
  db: Queryable,
  query: Omit<RuleListQuery, 'cursor'> & { after: string | null },
): Promise<RuleRow[]> {
  const { table, type, dimension, severity, state, enabled, q, after, limit } = query
  const name = sql`${qualityRules.name} collate "C"`
  return db
    .select()
    .from(qualityRules)
    .where(
      and(
        table === undefined ? undefined : eq(qualityRules.tableName, table),
        type && eq(qualityRules.type, type),
        dimension && sql`${qualityRules.type} = any(${sql.param(typesOf(dimension))}::text[])`,
        severity && eq(qualityRules.severity, severity),
        state ? eq(qualityRules.state, state) : ne(qualityRules.state, 'declined'),
        enabled === undefined ? undefined : eq(qualityRules.enabled, enabled === 'true'),
        q === undefined
          ? undefined
          : or(ilike(qualityRules.name, anywhere(q)), ilike(qualityRules.description, anywhere(q))),
        after === null ? undefined : gt(name, after),
      ),
    )
    .orderBy(asc(name))
    .limit(limit)
}

export async function findRuleRow(db: Queryable, id: string): Promise<RuleRow | undefined> {
  const [row] = await db.select().from(qualityRules).where(eq(qualityRules.id, id))
  return row
}

export async function countRules(db: Queryable): Promise<number> {
  return db.$count(qualityRules)
}

/** Undefined where the name is taken. */
export async function insertRuleRow(db: Queryable, row: NewRule): Promise<RuleRow | undefined> {
  const [made] = await db.insert(qualityRules).values(row).onConflictDoNothing().returning()
  return made
}

export async function updateRuleRow(db: Queryable, id: string, change: Partial<NewRule>): Promise<RuleRow | undefined> {
  const [row] = await db.update(qualityRules).set(change).where(eq(qualityRules.id, id)).returning()
  return row
}

export async function removeRuleRow(db: Queryable, id: string): Promise<RuleRow | undefined> {
  const [row] = await db.delete(qualityRules).where(eq(qualityRules.id, id)).returning()
  return row
}

/** Tells every process and browser that rules or what they found changed. */
export async function announceQuality(db: Queryable, topic: 'quality' | 'quality-rules' = 'quality') {
  const change: LiveChange = { tables: [], topics: topic === 'quality' ? ['quality'] : ['quality', 'quality-rules'] }
  await db.execute(sql`select pg_notify(${channel}, ${JSON.stringify(change)})`)
}

export async function countProposed(db: Queryable): Promise<{ all: number; proposed: number }> {
  const [row] = await db
    .select({
      all: sql<number>`count(*) filter (where ${qualityRules.state} <> 'declined')::int`,
      proposed: sql<number>`count(*) filter (where ${qualityRules.state} = 'proposed')::int`,
    })
    .from(qualityRules)
  return row!
}

/** One process at a time proposes rules; false where it is another. */
export async function tryLockLearning(tx: Queryable): Promise<boolean> {
  const rows = await tx.execute<{ taken: boolean }>(sql`select pg_try_advisory_xact_lock(${locks.learning}) as taken`)
  return rows[0]?.taken ?? false
}

/** Rules that were proposed, whatever became of them, and those that people made. */
export function listLearned(db: Queryable): Promise<RuleRow[]> {
  return db.select().from(qualityRules)
}
