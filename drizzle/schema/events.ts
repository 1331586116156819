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
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { eventTypes } from '../../lib/events/contract'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

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
    eventsCount: bigint('events_count', { mode: 'number' }).notNull().default(0),
  },
  (table) => [unique('source_tables_identity').on(table.source, table.database, table.schema, table.name)],
)

/** Raw events, partitioned by arrival so that retention drops whole partitions. */
export const events = pgTable(
  'events',
  {
    uid: uuid().notNull(),
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
  (table) => [index('events_by_table_time').on(table.tableId, table.eventAt.desc())],
)

/** Ids already taken, by hash of (source, schema, table, id); partitioned by arrival. */
export const eventIds = pgTable(
  'event_ids',
  {
    idHash: uuid('id_hash').notNull(),
    arrivedAt: instant('arrived_at').notNull(),
    payloadHash: bigint('payload_hash', { mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.idHash, table.arrivedAt] })],
)

/** The last known image of each row by its key; a deleted row stays as a tombstone without image. */
export const rowStates = pgTable(
  'row_states',
  {
    tableId: integer('table_id').notNull(),
    rowKey: text('row_key').notNull(),
    image: jsonb(),
    changedAt: instant('changed_at').notNull(),
    deleted: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.tableId, table.rowKey] })],
)

/** Refused events with their reason, kept for a look and a replay. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    id: uuid().primaryKey(),
    receivedAt: instant('received_at').notNull(),
    eventId: text('event_id'),
    code: text().notNull(),
    message: text().notNull(),
    payload: text().notNull(),
    replayedAt: instant('replayed_at'),
  },
  (table) => [index('dead_letters_by_time').on(sql`${table.receivedAt} desc`)],
)
