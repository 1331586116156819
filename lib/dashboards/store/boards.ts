import 'server-only'
import { and, desc, eq, ilike, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { dashboardShares, dashboards, dashboardVersions, widgets } from '@/drizzle/schema/dashboards'
import { anywhere } from '@/lib/db/like'
import { channel } from '@/lib/runtime/live'
import type { DashboardSummary, Widget } from '../contract'
import { readingOrder } from '../place'

/** The database or an open transaction. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>
export type BoardRow = typeof dashboards.$inferSelect
type BoardChange = Partial<Omit<typeof dashboards.$inferInsert, 'id'>>

const widgetColumns = {
  id: widgets.id,
  type: widgets.type,
  title: widgets.title,
  metric: widgets.metric,
  config: widgets.config,
  position: widgets.position,
}

export const summary = (row: BoardRow) => ({
  id: row.id,
  name: row.name,
  description: row.description,
  starter_for: row.starterFor,
  file: row.file,
  version: row.version,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
})

const inTrash = and(isNotNull(dashboards.deletedAt), isNull(dashboards.purgedAt))

type Page = { limit: number; before?: string; q?: string; deleted: boolean }

/** Boards that are not deleted, or those in the trash, newest first, each with the number of its widgets. */
export async function listBoards(db: Queryable, page: Page) {
  const like = page.q ? anywhere(page.q) : null
  const rows = await db
    .select({
      board: dashboards,
      widgets: sql<number>`(select count(*)::int from widgets w where w.dashboard_id = dashboards.id)`,
    })
    .from(dashboards)
    .where(
      and(
        page.deleted ? inTrash : isNull(dashboards.deletedAt),
        page.before ? lt(dashboards.id, page.before) : undefined,
        like ? or(ilike(dashboards.name, like), ilike(dashboards.description, like)) : undefined,
      ),
    )
    .orderBy(desc(dashboards.id))
    .limit(page.limit)
  return rows.map(
    (row): DashboardSummary => ({
      ...summary(row.board),
      widgets_count: row.widgets,
      deleted_at: row.board.deletedAt?.toISOString() ?? null,
      deleted_by: row.board.deletedBy,
    }),
  )
}

const board = (id: string) => and(eq(dashboards.id, id), isNull(dashboards.deletedAt))

export async function findBoard(db: Queryable, id: string): Promise<BoardRow | undefined> {
  const [row] = await db.select().from(dashboards).where(board(id))
  return row
}

/** The board, held against other writers until the transaction ends. */
export async function lockBoard(tx: Queryable, id: string): Promise<BoardRow | undefined> {
  const [row] = await tx.select().from(dashboards).where(board(id)).for('update')
  return row
}

/** The board, also where it is in the trash, held against other writers until the transaction ends. */
export async function lockAnyBoard(tx: Queryable, id: string): Promise<BoardRow | undefined> {
  const there = and(eq(dashboards.id, id), isNull(dashboards.purgedAt))
  const [row] = await tx.select().from(dashboards).where(there).for('update')
  return row
}

/** The ids of the boards that came into the trash before `before`. */
export async function listOldTrash(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: dashboards.id })
    .from(dashboards)
    .where(and(inTrash, lt(dashboards.deletedAt, before)))
  return rows.map((row) => row.id)
}

export async function listWidgets(db: Queryable, dashboardId: string): Promise<Widget[]> {
  const rows = await db.select(widgetColumns).from(widgets).where(eq(widgets.dashboardId, dashboardId))
  return readingOrder(rows)
}

/** The id of the board that has this widget. */
export async function findBoardOfWidget(db: Queryable, widgetId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: dashboards.id })
    .from(widgets)
    .innerJoin(dashboards, eq(widgets.dashboardId, dashboards.id))
    .where(and(eq(widgets.id, widgetId), isNull(dashboards.deletedAt)))
  return row?.id
}

const announcement = JSON.stringify({ tables: [], topics: ['dashboards'] })

/** Tells open pages, once the transaction is committed, that boards are not what they were. */
export const announce = (db: Queryable) => db.execute(sql`select pg_notify(${channel}, ${announcement})`)

/** False where a board for the same starter table exists already, deleted or not. */
export async function insertBoard(db: Queryable, row: typeof dashboards.$inferInsert): Promise<boolean> {
  const made = await db
    .insert(dashboards)
    .values(row)
    .onConflictDoNothing({ target: dashboards.starterFor })
    .returning({ id: dashboards.id })
  if (made.length > 0) await announce(db)
  return made.length > 0
}

export async function updateBoard(db: Queryable, id: string, change: BoardChange) {
  await db.update(dashboards).set(change).where(eq(dashboards.id, id))
  await announce(db)
}

export async function removeBoard(tx: Queryable, id: string) {
  await tx.delete(dashboards).where(eq(dashboards.id, id))
  await announce(tx)
}

/** Empties a board of all but its row. */
export async function emptyBoard(tx: Queryable, id: string) {
  await tx.delete(widgets).where(eq(widgets.dashboardId, id))
  await tx.delete(dashboardVersions).where(eq(dashboardVersions.dashboardId, id))
  await tx.delete(dashboardShares).where(eq(dashboardShares.dashboardId, id))
}

/** Which of these ids are widgets of other boards. */
export async function listForeignWidgets(db: Queryable, ids: string[], dashboardId: string): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({ id: widgets.id })
    .from(widgets)
    .where(and(inArray(widgets.id, ids), sql`${widgets.dashboardId} <> ${dashboardId}`))
  return rows.map((row) => row.id)
}

/** Makes the board's widgets these: new ones inserted, known ones updated, the rest removed. */
export async function writeWidgets(tx: Queryable, dashboardId: string, list: Widget[], now: Date) {
  const ids = list.map((widget) => widget.id)
  const others = ids.length > 0 ? sql`${widgets.id} not in ${ids}` : undefined
  await tx.delete(widgets).where(and(eq(widgets.dashboardId, dashboardId), others))
  if (list.length === 0) return
  await tx
    .insert(widgets)
    .values(list.map((widget) => ({ ...widget, dashboardId, createdAt: now })))
    .onConflictDoUpdate({
      target: widgets.id,
      set: {
        type: sql`excluded.type`,
        title: sql`excluded.title`,
        metric: sql`excluded.metric`,
        config: sql`excluded.config`,
        position: sql`excluded.position`,
      },
      setWhere: eq(widgets.dashboardId, dashboardId),
    })
}
