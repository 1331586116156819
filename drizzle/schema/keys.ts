import { pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './instant'

/** Keys that must outlive a change of `access.secret`, each sealed with it. */
export const sealedKeys = pgTable('sealed_keys', {
  name: text().primaryKey(),
  sealed: text().notNull(),
  createdAt: instant('created_at').notNull(),
})
