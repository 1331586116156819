import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { changeKinds, changeSeverities, compatibilities, schemaOrigins } from '../../lib/schemas/contract'
import type { Definition, TableState } from '../../lib/schemas/definition'
import type { CopiedTable } from '../../lib/schemas/snapshot-contract'
import { instant } from './instant'

/** What is known of the schema of a table, and of what it is known by. */
export const trackedTables = pgTable(
  'tracked_tables',
  {
    id: uuid().primaryKey(),
    source: text().notNull(),
    database: text().notNull(),
    schema: text().notNull(),
    name: text().notNull(),
    origin: text({ enum: schemaOrigins }).notNull(),
    version: integer().notNull().default(0),
    state: jsonb().$type<TableState>().notNull(),
    since: instant('since').notNull(),
    changedAt: instant('changed_at'),
    droppedAt: instant('dropped_at'),
  },
  (table) => [unique('tracked_tables_identity').on(table.source, table.database, table.schema, table.name)],
)

/** The schema of a table from a moment on, until its next version. */
export const schemaVersions = pgTable(
  'schema_versions',
  {
    tableId: uuid('table_id').notNull(),
    version: integer().notNull(),
    at: instant('at').notNull(),
    definition: jsonb().$type<Definition>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tableId, table.version] })],
)

export const schemaChanges = pgTable(
  'schema_changes',
  {
    id: uuid().primaryKey(),
    /** Null for a statement of which nothing says what table it is about. */
    tableId: uuid('table_id'),
    source: text().notNull(),
    database: text().notNull(),
    schema: text().notNull(),
    tableName: text('table_name').notNull(),
    at: instant('at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    version: integer(),
    kind: text({ enum: changeKinds }).notNull(),
    column: text(),
    previous: text(),
    current: text(),
    origin: text({ enum: schemaOrigins }).notNull(),
    guessed: boolean().notNull().default(false),
    compatibility: text({ enum: compatibilities }).notNull(),
    severity: text({ enum: changeSeverities }).notNull(),
    reason: text().notNull(),
    words: text().notNull(),
    statement: text(),
    /** The DDL event that says so. */
    eventUid: uuid('event_uid'),
    acknowledgedBy: text('acknowledged_by'),
    acknowledgedAt: instant('acknowledged_at'),
    note: text(),
    remappedAt: instant('remapped_at'),
  },
  (table) => [
    index('schema_changes_by_time').on(table.at),
    index('schema_changes_by_table').on(table.tableId, table.at),
  ],
)

/** The DDL events that were looked at, so that each counts once. */
export const schemaStatements = pgTable(
  'schema_statements',
  {
    eventUid: uuid('event_uid').primaryKey(),
    receivedAt: instant('received_at').notNull(),
    read: boolean().notNull(),
  },
  (table) => [index('schema_statements_by_arrival').on(table.receivedAt)],
)

export const schemaSnapshots = pgTable('schema_snapshots', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  tables: jsonb().$type<CopiedTable[]>().notNull(),
  tablesCount: bigint('tables_count', { mode: 'number' }).notNull(),
})
