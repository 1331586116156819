import { boolean, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { type WidgetConfig, type WidgetPosition, widgetTypes } from '../../lib/dashboards/contract'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * A board of widgets; `starterFor` names the table whose arrival made it, `starterMadeOf` tells from which metrics.
 * A deleted board stays as a tombstone, so that a starter board that somebody deleted does not come back.
 */
export const dashboards = pgTable('dashboards', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  description: text().notNull().default(''),
  starterFor: text('starter_for').unique(),
  starterMadeOf: text('starter_made_of'),
  edited: boolean().notNull().default(false),
  version: integer().notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  deletedAt: instant('deleted_at'),
})

export const widgets = pgTable(
  'widgets',
  {
    id: uuid().primaryKey(),
    dashboardId: uuid('dashboard_id')
      .notNull()
      .references(() => dashboards.id, { onDelete: 'cascade' }),
    type: text({ enum: widgetTypes }).notNull(),
    title: text().notNull(),
    metric: text(),
    config: jsonb().$type<WidgetConfig>().notNull(),
    position: jsonb().$type<WidgetPosition>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('widgets_by_dashboard').on(table.dashboardId)],
)
