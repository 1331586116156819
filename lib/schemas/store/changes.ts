import 'server-only'
import { and, desc, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { schemaChanges } from '@/drizzle/schema/schemas'
import { channel, type LiveChange } from '@/lib/runtime/live'
import type { SchemaChangeQuery } from '../contract'
import type { Queryable } from './tables'

export type ChangeRow = typeof schemaChanges.$inferSelect
export type NewChange = typeof schemaChanges.$inferInsert
type Page = Omit<SchemaChangeQuery, 'cursor'> & { after: { at: Date; id: string } | null }

const isOpen = and(eq(schemaChanges.compatibility, 'breaking'), isNull(schemaChanges.acknowledgedAt))

/** Tells browsers that schemas changed, once the transaction is committed. */
export async function announceSchemas(tx: Queryable) {
  const change: LiveChange = { tables: [], topics: ['schemas'] }
  await tx.execute(sql`select pg_notify(${channel}, ${JSON.stringify(change)})`)
}

export async function insertChanges(tx: Queryable, rows: NewChange[]): Promise<ChangeRow[]> {
  return rows.length > 0 ? tx.insert(schemaChanges).values(rows).returning() : []
}

/** Changes in [from, to), newest first. */
export function listChangeRows(db: Queryable, page: Page): Promise<ChangeRow[]> {
  const { at, id, schema, tableName, database } = schemaChanges
  const { table, table_id, kind, compatibility, severity, open, from, to, after, limit } = page
  return db
    .select()
    .from(schemaChanges)
    .where(
      and(
        table_id ? eq(schemaChanges.tableId, table_id) : undefined,
        table === undefined
          ? undefined
          : sql`(${tableName} = ${table} or ${schema} || '.' || ${tableName} = ${table} or ${database} || '.' || ${tableName} = ${table})`,
        kind && eq(schemaChanges.kind, kind),
        compatibility && eq(schemaChanges.compatibility, compatibility),
        severity && eq(schemaChanges.severity, severity),
        open ? isOpen : undefined,
        from === undefined ? undefined : gte(at, new Date(from)),
        to === undefined ? undefined : lt(at, new Date(to)),
        after ? or(lt(at, after.at), and(eq(at, after.at), lt(id, after.id))) : undefined,
      ),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit)
}

export async function findChangeRow(db: Queryable, id: string): Promise<ChangeRow | undefined> {
  const [row] = await db.select().from(schemaChanges).where(eq(schemaChanges.id, id))
  return row
}

/** The first acknowledgement stands. */
export async function acknowledgeRow(tx: Queryable, id: string, by: string, at: Date, note: string | null) {
  const rows = await tx
    .update(schemaChanges)
    .set({ acknowledgedBy: by, acknowledgedAt: at, note })
    .where(and(eq(schemaChanges.id, id), isNull(schemaChanges.acknowledgedAt)))
    .returning({ id: schemaChanges.id })
  return rows.length > 0
}

export async function markRemapped(tx: Queryable, id: string, at: Date) {
  await tx.update(schemaChanges).set({ remappedAt: at }).where(eq(schemaChanges.id, id))
}

const nearMs = 3_600_000

/** Changes of a table that nobody has a statement for, told within an hour of a moment. */
export function listUnexplained(tx: Queryable, tableId: string, at: Date): Promise<ChangeRow[]> {
  return tx
    .select()
    .from(schemaChanges)
    .where(
      and(
        eq(schemaChanges.tableId, tableId),
        isNull(schemaChanges.statement),
        gte(schemaChanges.at, new Date(at.getTime() - nearMs)),
        lt(schemaChanges.at, new Date(at.getTime() + nearMs)),
      ),
    )
    .orderBy(desc(schemaChanges.at))
    .limit(200)
}

export async function updateChange(tx: Queryable, id: string, change: Partial<NewChange>) {
  await tx.update(schemaChanges).set(change).where(eq(schemaChanges.id, id))
}

export async function removeChanges(tx: Queryable, ids: string[]) {
  if (ids.length > 0) await tx.delete(schemaChanges).where(inArray(schemaChanges.id, ids))
}

type Counts = { kind: 'compatibility' | 'origin' | 'open' | 'unread'; name: string; count: number; last: string | null }

/** How many changes there are, by what. */
export const countChanges = (db: Queryable): Promise<Counts[]> =>
  db.execute<Counts>(sql`
    select 'compatibility' as kind, compatibility as name, count(*)::int as count, max(at)::text as last
      from schema_changes group by 2
    union all select 'origin', origin, count(*)::int, null from tracked_tables where dropped_at is null group by 2
    union all select 'open', '', count(*)::int, null from schema_changes
      where compatibility = 'breaking' and acknowledged_at is null
    union all select 'unread', '', count(*)::int, null from schema_changes where kind = 'statement_unread'`) as Promise<
    Counts[]
  >

/** Columns that were renamed in [from, to), oldest first. */
export function listRenames(db: Queryable, from: Date, to: Date): Promise<ChangeRow[]> {
  return db
    .select()
    .from(schemaChanges)
    .where(and(eq(schemaChanges.kind, 'column_renamed'), gte(schemaChanges.at, from), lt(schemaChanges.at, to)))
    .orderBy(schemaChanges.at)
    .limit(1000)
}
