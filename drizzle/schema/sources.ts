import { bigint, boolean, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { type FollowedTable, type ReadProgress, type ServerFacts, sourceStates } from '../../lib/sources/contract'
import { instant } from './instant'

/** How far a followed database has been read. `position` is kept only after the commit of what it covers. */
export const sourcePositions = pgTable('source_positions', {
  name: text().primaryKey(),
  identity: text().notNull(),
  slot: text().notNull(),
  position: text(),
  tables: jsonb().$type<Record<string, FollowedTable>>().notNull().default({}),
  state: text({ enum: sourceStates }).notNull().default('waiting'),
  detail: text().notNull().default(''),
  lagSeconds: doublePrecision('lag_seconds'),
  lastEventAt: instant('last_event_at'),
  /** How far a first read is, while there is one. */
  progress: jsonb().$type<ReadProgress>(),
  /** What the server said last of its log and of what it keeps for us. */
  facts: jsonb().$type<ServerFacts>(),
  /** The process that has the turn, as `host:pid`. */
  owner: text(),
  /** What went wrong last, also where it went on since. */
  lastError: text('last_error'),
  lastErrorAt: instant('last_error_at'),
  updatedAt: instant('updated_at').notNull(),
})

/**
 * How far each file of a source is stored: everything before `position` (bytes, unpacked). `head` is the hash of its first `headBytes`,
 * which tells it from another of its name; `header` the first line of CSV.
 */
export const filePositions = pgTable(
  'file_positions',
  {
    source: text().notNull(),
    path: text().notNull(),
    head: text().notNull(),
    headBytes: integer('head_bytes').notNull(),
    header: text(),
    position: bigint({ mode: 'number' }).notNull(),
    line: bigint({ mode: 'number' }).notNull(),
    isDone: boolean('is_done').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.path] })],
)

/** Sources that people made here; those of the configuration are in none of these rows. */
export const keptSources = pgTable('kept_sources', {
  name: text().primaryKey(),
  type: text().notNull(),
  /** By the contract of its type, without what is secret. */
  config: jsonb().$type<Record<string, unknown>>().notNull(),
  /** Sealed, by the name of the field. */
  secrets: jsonb().$type<Record<string, string>>().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** What people want of a source, whoever configured it; whichever process follows it obeys. */
export const sourceControls = pgTable('source_controls', {
  name: text().primaryKey(),
  paused: boolean().notNull().default(false),
  /** Counts restarts: who follows it with another number begins anew. */
  restarts: integer().notNull().default(0),
  /** Tables to be read again, all where it is empty; null where nothing is asked. */
  reread: text().array(),
  changedBy: text('changed_by').notNull(),
  changedAt: instant('changed_at').notNull(),
})

/** What senders over HTTP have sent, by the name they go by and the format. */
export const senderFormats = pgTable(
  'sender_formats',
  {
    source: text().notNull(),
    format: text().notNull(),
    accepted: doublePrecision().notNull(),
    duplicates: doublePrecision().notNull(),
    rejected: doublePrecision().notNull(),
    firstHeardAt: instant('first_heard_at').notNull(),
    lastHeardAt: instant('last_heard_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.format] })],
)

/** How many events of a source were stored in each minute of the last day, by their arrival. */
export const sourceMinutes = pgTable(
  'source_minutes',
  { source: text().notNull(), minute: instant('minute').notNull(), events: doublePrecision().notNull() },
  (table) => [primaryKey({ columns: [table.source, table.minute] }), index('source_minutes_by_time').on(table.minute)],
)
