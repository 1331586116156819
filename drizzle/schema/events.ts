import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  serial,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { eventTypes } from '../../lib/events/contract'
import { instant } from './instant'
import { newestFirst } from './newest-first'

/** A table of a customer's database that has sent at least one event. */
export const sourceTables = pgTable(
  'source_tables',
  {
    id: serial().primaryKey(),
    source: text().notNull(),
    database: text().notNull(),
    schema: text().notNull(),
    name: text().notNull(),
    firstSeenAt: instant('first_seen_at').notNull().defaultNow(),
    lastArrivalAt: instant('last_arrival_at'),
    lastEventAt: instant('last_event_at'),
    /** The newest TRUNCATE: what was known of its rows before is gone. */
    truncatedAt: instant('truncated_at'),
    eventsCount: bigint('events_count', { mode: 'number' }).notNull().default(0),
    /** False past the bound on tables: its events are counted together with those of other such tables. */
    measured: boolean().notNull().default(true),
    /** Names what levels are computed with: a TRUNCATE, or a column whose level is followed from now on, makes it another. */
    levelsVersion: integer('levels_version').notNull().default(0),
    /** What was told of the time before `closedBefore` is so for as long as `closedEpoch` stays: later arrivals in it count it up. */
    closedBefore: instant('closed_before'),
    closedEpoch: bigint('closed_epoch', { mode: 'number' }).notNull().default(0),
  },
  (table) => [unique('source_tables_identity').on(table.source, table.database, table.schema, table.name)],
)

/** Raw events, partitioned by arrival so that retention drops whole partitions. */
export const events = pgTable(
  'events',
  {
    uid: uuid().notNull(),
    /** 128 bits over (source, schema, table, id), unique in each partition: what was sent before is found by it. */
    idHash: uuid('id_hash').notNull(),
    receivedAt: instant('received_at').notNull(),
    eventId: text('event_id').notNull(),
    tableId: integer('table_id').notNull(),
    type: text({ enum: eventTypes }).notNull(),
    eventAt: instant('event_at').notNull(),
    rowKey: text('row_key'),
    before: jsonb(),
    after: jsonb(),
    /** Columns whose value this event wrote; null means all of `after` (an INSERT). */
    written: text().array(),
    detail: jsonb(),
  },
  (table) => [
    index('events_by_table_time').on(table.tableId, newestFirst(table.eventAt), newestFirst(table.uid)),
    index('events_by_arrival').using('brin', table.receivedAt).with({ autosummarize: true }),
    index('events_of_schemas').on(table.receivedAt).where(sql`type = 'DDL'`),
  ],
)

/** Of one state of a row: the event that made it, the later of two at one instant having the greater, and what it said itself. */
const version = {
  uid: uuid().notNull().default('00000000-0000-0000-0000-000000000000'),
  /** Null where the event tells the whole row; empty where columns may be missing but are not; else the columns it has. */
  sent: text(),
}

/** The last known image of each row by its key; a deleted row stays as a tombstone without image. */
export const rowStates = pgTable(
  'row_states',
  {
    tableId: integer('table_id').notNull(),
    rowKey: text('row_key').notNull(),
    /** JSON as it was sent, numbers exact. */
    image: text(),
    changedAt: instant('changed_at').notNull(),
    ...version,
    /** When the row was first heard of; null where that is `changedAt`. */
    begunAt: instant('begun_at'),
  },
  (table) => [primaryKey({ columns: [table.tableId, table.rowKey] })],
)

/** What rows were before, for events that come late; partitioned by when it was replaced, so that retention drops it. */
export const rowVersions = pgTable(
  'row_versions',
  {
    tableId: integer('table_id').notNull(),
    rowKey: text('row_key').notNull(),
    image: text(),
    changedAt: instant('changed_at').notNull(),
    ...version,
    replacedAt: instant('replaced_at').notNull(),
  },
  (table) => [index('row_versions_by_row').on(table.tableId, table.rowKey, table.changedAt, table.uid)],
)

/** When tables were emptied, each by the event that said so. */
export const truncations = pgTable(
  'truncations',
  {
    tableId: integer('table_id').notNull(),
    truncatedAt: instant('truncated_at').notNull(),
    uid: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tableId, table.truncatedAt, table.uid] })],
)

/** The partitions that exist, and when the last event arrived that wrote into each: retention counts from there. */
export const partitions = pgTable(
  'partitions',
  {
    parent: text().notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    lastArrivalAt: instant('last_arrival_at').notNull(),
    /** When raw events were first written to it; those made ahead are not opened yet. */
    openedAt: instant('opened_at'),
  },
  (table) => [primaryKey({ columns: [table.parent, table.startsAt] })],
)

/** The stretches that retention has taken: what comes late into one of them is kept again, but is not all of it. */
export const expiredPartitions = pgTable(
  'expired_partitions',
  {
    parent: text().notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.parent, table.startsAt] })],
)
