import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { noteKinds } from '../../lib/notes/contract'
import { instant } from './instant'

/** What people and their tools say happened: a deploy, a campaign, an incident; of one table, or of all where none is named. */
export const notes = pgTable(
  'notes',
  {
    id: uuid().primaryKey(),
    at: instant('at').notNull(),
    /** Its end; null for a moment. */
    until: instant('until'),
    text: text().notNull(),
    kind: text({ enum: noteKinds }).notNull(),
    tableName: text('table_name'),
    url: text(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('notes_by_time').on(table.at)],
)
