import { boolean, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** How far a followed database has been read. `position` is kept only after the commit of what it covers. */
export const sourcePositions = pgTable('source_positions', {
  name: text().primaryKey(),
  slot: text().notNull(),
  position: text(),
  snapshotDone: boolean('snapshot_done').notNull().default(false),
  tables: jsonb().$type<Record<string, { keyColumns: string[] }>>().notNull().default({}),
  updatedAt: instant('updated_at').notNull(),
})
