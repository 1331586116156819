import 'server-only'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { schemaVersions, trackedTables } from '@/drizzle/schema/schemas'
import { anywhere } from '@/lib/db/like'
import type { SchemaTableQuery } from '../contract'
import { type Definition, emptyState } from '../definition'
import type { Place } from '../place'

/** The database or an open transaction. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>
export type TableRow = typeof trackedTables.$inferSelect
export type ListedTable = TableRow & { changes: number; openBreaking: number }

const isPlace = ({ source, database, schema, table }: Place) =>
  and(
    eq(trackedTables.source, source),
    eq(trackedTables.database, database),
    eq(trackedTables.schema, schema),
    eq(trackedTables.name, table),
  )

/** The table of a place, made where it is new, held against other writers until the transaction ends. */
export async function lockTable(tx: Queryable, place: Place, id: string, since: Date): Promise<TableRow> {
  const find = () => tx.select().from(trackedTables).where(isPlace(place)).for('update')
  const [found] = await find()
  if (found) return found
  const { table: name, ...parts } = place
  const row = { id, ...parts, name, origin: 'inferred' as const, state: emptyState(), since }
  await tx.insert(trackedTables).values(row).onConflictDoNothing()
  return (await find())[0]!
}

/**
 * The place that is meant where some parts are not said: the table itself, else the only one of that name that agrees in what
 * is said. What `exact` names is said, also where it is empty.
 */
export async function resolvePlace(
  tx: Queryable,
  place: Place,
  exact: readonly ('source' | 'database' | 'schema')[] = [],
): Promise<Place> {
  const rows = await tx
    .select({
      source: trackedTables.source,
      database: trackedTables.database,
      schema: trackedTables.schema,
      table: trackedTables.name,
    })
    .from(trackedTables)
    .where(eq(trackedTables.name, place.table))
    .limit(1000)
  const parts = ['source', 'database', 'schema'] as const
  if (rows.some((row) => parts.every((part) => row[part] === place[part]))) return place
  const meant = rows.filter((row) =>
    parts.every(
      (part) => row[part] === place[part] || (!exact.includes(part) && (place[part] === '' || row[part] === '')),
    ),
  )
  return meant.length === 1 ? meant[0]! : place
}

/** The place of the only table that has an index of this name. */
export async function findByIndex(tx: Queryable, index: string, { source, database }: Place): Promise<Place | null> {
  const rows = await tx
    .select()
    .from(trackedTables)
    .where(
      and(
        sql`${trackedTables.state}->'indexes' @> ${JSON.stringify([{ name: index }])}::jsonb`,
        source === '' ? undefined : eq(trackedTables.source, source),
        database === '' ? undefined : eq(trackedTables.database, database),
      ),
    )
    .limit(2)
  const [only] = rows
  return only && rows.length === 1
    ? { source: only.source, database: only.database, schema: only.schema, table: only.name }
    : null
}

export async function updateTable(tx: Queryable, id: string, change: Partial<typeof trackedTables.$inferInsert>) {
  await tx.update(trackedTables).set(change).where(eq(trackedTables.id, id))
}

/** The definition of a table from `at` on; the same version again is written anew. */
export async function writeVersion(
  tx: Queryable,
  row: { tableId: string; version: number; at: Date; definition: Definition },
) {
  await tx
    .insert(schemaVersions)
    .values(row)
    .onConflictDoUpdate({
      target: [schemaVersions.tableId, schemaVersions.version],
      set: { definition: sql`excluded.definition` },
    })
}

const openBreaking = sql<number>`(select count(*)::int from schema_changes change where change.table_id = tracked_tables.id
  and change.compatibility = 'breaking' and change.acknowledged_at is null)`
const columns = {
  row: trackedTables,
  changes: sql<number>`(select count(*)::int from schema_changes change where change.table_id = tracked_tables.id)`,
  openBreaking,
}
const listed = ({ row, ...counts }: { row: TableRow; changes: number; openBreaking: number }): ListedTable => ({
  ...row,
  ...counts,
})

/** What a name such as `orders` or `public.orders` means. */
const isCalled = (table: string) =>
  sql`(${trackedTables.name} = ${table} or ${trackedTables.schema} || '.' || ${trackedTables.name} = ${table}
    or ${trackedTables.database} || '.' || ${trackedTables.name} = ${table})`

type Page = Omit<SchemaTableQuery, 'cursor'> & { after: string[] | null }

/** Tables by their name and place. */
export async function listTables(
  db: Queryable,
  { q, table, source, origin, open, after, limit }: Page,
): Promise<ListedTable[]> {
  const { schema, database, name, source: from } = trackedTables
  const like = q ? anywhere(q) : null
  const rows = await db
    .select(columns)
    .from(trackedTables)
    .where(
      and(
        like
          ? sql`(${name} ilike ${like} or ${schema} ilike ${like} or exists (
          select from jsonb_array_elements(${trackedTables.state}->'columns') one where one->>'name' ilike ${like}))`
          : undefined,
        table === undefined ? undefined : isCalled(table),
        source === undefined ? undefined : eq(from, source),
        origin && eq(trackedTables.origin, origin),
        open ? sql`${openBreaking} > 0` : undefined,
        after
          ? sql`(${name}, ${schema}, ${database}, ${from}) > (${after[0]}, ${after[1]}, ${after[2]}, ${after[3]})`
          : undefined,
      ),
    )
    .orderBy(asc(name), asc(schema), asc(database), asc(from))
    .limit(limit)
  return rows.map(listed)
}

/** Tables of a place, the one that changed last first; several where only their source tells them apart. */
export async function findTables(db: Queryable, { source, ...place }: Omit<Place, 'source'> & { source?: string }) {
  const { database, schema, table } = place
  const rows = await db
    .select(columns)
    .from(trackedTables)
    .where(
      and(
        eq(trackedTables.database, database),
        eq(trackedTables.schema, schema),
        eq(trackedTables.name, table),
        source === undefined ? undefined : eq(trackedTables.source, source),
      ),
    )
    .orderBy(desc(trackedTables.changedAt), desc(trackedTables.since))
    .limit(20)
  return rows.map(listed)
}

export async function findTableRow(db: Queryable, id: string): Promise<TableRow | undefined> {
  const [row] = await db.select().from(trackedTables).where(eq(trackedTables.id, id))
  return row
}

export type VersionRow = typeof schemaVersions.$inferSelect

export function listVersions(db: Queryable, tableId: string): Promise<VersionRow[]> {
  return db
    .select()
    .from(schemaVersions)
    .where(eq(schemaVersions.tableId, tableId))
    .orderBy(desc(schemaVersions.version))
    .limit(500)
}

/** The definition that each table had at a moment. */
export function listVersionsAt(db: Queryable, at: Date): Promise<VersionRow[]> {
  return db
    .selectDistinctOn([schemaVersions.tableId])
    .from(schemaVersions)
    .where(sql`${schemaVersions.at} <= ${at.toISOString()}`)
    .orderBy(schemaVersions.tableId, desc(schemaVersions.version))
}

export const listAllTables = (db: Queryable, table?: string, id?: string): Promise<TableRow[]> =>
  db
    .select()
    .from(trackedTables)
    .where(
      and(table === undefined ? undefined : isCalled(table), id === undefined ? undefined : eq(trackedTables.id, id)),
    )
    .orderBy(asc(trackedTables.name), asc(trackedTables.schema), asc(trackedTables.database), asc(trackedTables.source))
    .limit(10_000)
