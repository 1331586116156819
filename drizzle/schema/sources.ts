import { doublePrecision, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { type FollowedTable, sourceStates } from '../../lib/sources/contract'
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
  updatedAt: instant('updated_at').notNull(),
})
