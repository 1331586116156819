import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { type Widget, type WidgetConfig, type WidgetPosition, widgetTypes } from '../../lib/dashboards/contract'
import type { BoardVariable } from '../../lib/dashboards/variable-contract'
import type { ShareView } from '../../lib/shares/contract'
import { instant } from './instant'

/**
 * A board of widgets; `starterFor` names the table whose arrival made it, `starterMadeOf` tells from which metrics.
 * A deleted board rests in the trash. Deleted for good, one that was made for a table stays as an empty row (`purgedAt`), so
 * that it does not come back by itself; others are gone. `file` is the one of the folder of boards that it is read from, and
 * `fileText` what that said.
 */
export const dashboards = pgTable('dashboards', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  description: text().notNull().default(''),
  starterFor: text('starter_for').unique(),
  starterMadeOf: text('starter_made_of'),
  edited: boolean().notNull().default(false),
  version: integer().notNull().default(1),
  variables: jsonb().$type<BoardVariable[]>().notNull().default([]),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  deletedAt: instant('deleted_at'),
  deletedBy: text('deleted_by'),
  purgedAt: instant('purged_at'),
  file: text().unique(),
  fileText: text('file_text'),
})

/** What is wrong with files of the folder of boards; a file without a row here is read. */
export const dashboardFileProblems = pgTable('dashboard_file_problems', {
  file: text().primaryKey(),
  line: integer(),
  column: integer(),
  message: text().notNull(),
  at: instant('at').notNull(),
})

/** What a board was after each change, whole. `n` is the board's `version`. */
export const dashboardVersions = pgTable(
  'dashboard_versions',
  {
    dashboardId: uuid('dashboard_id')
      .notNull()
      .references(() => dashboards.id, { onDelete: 'cascade' }),
    n: integer().notNull(),
    at: instant('at').notNull(),
    by: text(),
    summary: text().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    variables: jsonb().$type<BoardVariable[]>().notNull().default([]),
    widgets: jsonb().$type<Widget[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.dashboardId, table.n] })],
)

/** Read-only links to a board. The token itself is nowhere: `tokenHash` is its SHA-256. */
export const dashboardShares = pgTable(
  'dashboard_shares',
  {
    id: uuid().primaryKey(),
    dashboardId: uuid('dashboard_id')
      .notNull()
      .references(() => dashboards.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    view: jsonb().$type<ShareView>().notNull(),
    allowedOrigins: text('allowed_origins').array().notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by'),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    seenAt: instant('seen_at'),
  },
  (table) => [index('dashboard_shares_by_dashboard').on(table.dashboardId)],
)

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
