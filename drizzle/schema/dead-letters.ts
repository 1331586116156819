import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { eventFormats } from '../../lib/events/contract'
import { instant } from './instant'

/** Messages that were refused, masked, with the reason; partitioned by arrival so that retention drops whole partitions. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    id: uuid().notNull(),
    receivedAt: instant('received_at').notNull(),
    source: text().notNull(),
    tableName: text('table_name').notNull(),
    format: text({ enum: eventFormats }).notNull(),
    /** What the request said beside the message, for formats that do not say it. */
    hints: jsonb().$type<Record<string, string>>().notNull(),
    /** Place in the request. */
    place: integer().notNull(),
    eventId: text('event_id'),
    code: text().notNull(),
    message: text().notNull(),
    /** JSON as a text, so that numbers and the order of names stay as they were sent. */
    payload: text().notNull(),
    /** The payload is what the reader of the format made of the message, or of a part of it, in the form of the API. */
    drafted: boolean().notNull(),
    /** The payload is not whole, or holds events that are stored besides, and cannot be replayed as it is. */
    cut: boolean().notNull(),
    attempts: integer().notNull().default(0),
    replayedAt: instant('replayed_at'),
  },
  (table) => [primaryKey({ columns: [table.receivedAt, table.id] })],
)
