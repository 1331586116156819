import 'server-only'
import { and, desc, eq, ilike, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { PgDatabase } from 'drizzle-orm/pg-core'
import type { PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import { dashboards, widgets } from '@/drizzle/schema/dashboards'
import { anywhere } from '@/lib/db/like'
import { channel } from '@/lib/runtime/live'
import type { DashboardSummary, Widget } from './contract'
import { readingOrder } from './place'
import type { StarterMetric } from './starter'

/** The database or an open transaction. */
export type Queryable = PgDatabase<PostgresJsQueryResultHKT>
type BoardRow = typeof dashboards.$inferSelect
type BoardChange = Partial<Omit<typeof dashboards.$inferInsert, 'id'>>

const widgetColumns = {
  id: widgets.id,
  type: widgets.type,
  title: widgets.title,
  metric: widgets.metric,
  config: widgets.config,
  position: widgets.position,
}

export const summary = (row: BoardRow): Omit<DashboardSummary, 'widgets_count'> => ({
  id: row.id,
  name: row.name,
  description: row.description,
  starter_for: row.starterFor,
  version: row.version,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
})

/** Boards that are not deleted, newest first, each with the number of its widgets. */
export async function listBoards(db: Queryable, page: { limit: number; before?: string; q?: string }) {
  const like = page.q ? anywhere(page.q) : null
  const rows = await db
    .select({
      board: dashboards,
      widgets: sql<number>`(select count(*)::int from widgets w where w.dashboard_id = dashboards.id)`,
    })
    .from(dashboards)
    .where(
      and(
        isNull(dashboards.deletedAt),
        page.before ? lt(dashboards.id, page.before) : undefined,
        like ? or(ilike(dashboards.name, like), ilike(dashboards.description, like)) : undefined,
      ),
    )
    .orderBy(desc(dashboards.id))
    .limit(page.limit)
  return rows.map((row): DashboardSummary => ({ ...summary(row.board), widgets_count: row.widgets }))
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
const announce = (db: Queryable) => db.execute(sql`select pg_notify(${channel}, ${announcement})`)

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

type StaleStarter = { table: string; madeOf: string; settled: boolean; boardId: string | null }

/** Values seen so far of the one label that a measure has beside its table and schema. */
const seenValues = sql`(
  select coalesce(array_agg(distinct l.value order by l.value), '{}')
  from series s, jsonb_each_text(s.labels - 'table' - 'schema') l where s.measure_id = m.measure_id)`

/**
 * Tables whose metrics, or what is known of their values, are not what their starter board was made of, but for boards
 * that somebody edited or deleted. `settled` from `enough` events on; `edition` is that of the boards themselves.
 */
export async function listStaleStarters(db: Queryable, edition: string, enough: number): Promise<StaleStarter[]> {
  const rows = await db.execute(sql`
    with found as (
      select m.table_name, m.name, k.kind,
        case k.kind when 'value' then '{}' else ${seenValues} end as seen
      from metrics m join measures k on k.id = m.measure_id
      where m.auto_generated and not m.hidden
    ), tables as (
      select f.table_name, f.settled, ${edition}::text || md5(f.settled::text || string_agg(
        name || case when kind = 'events' or cardinality(seen) < 2 then seen::text when cardinality(seen) < 8 then '2' else '8' end,
        ',' order by name)) as made_of
      from (
        select *, coalesce((select sum(events_count) from source_tables t where t.name = table_name), 0) >= ${enough} as settled
        from found
      ) f group by f.table_name, f.settled
    )
    select t.table_name, t.settled, t.made_of, d.id as board_id
    from tables t left join dashboards d on d.starter_for = t.table_name
    where d.id is null or (d.deleted_at is null and not d.edited and d.starter_made_of is distinct from t.made_of)
    order by t.table_name`)
  return rows.map((row) => ({
    table: String(row.table_name),
    madeOf: String(row.made_of),
    settled: row.settled === true,
    boardId: row.board_id === null ? null : String(row.board_id),
  }))
}

/** A table's metrics in the order in which they were found. */
export async function listStarterMetrics(db: Queryable, table: string): Promise<Omit<StarterMetric, 'label'>[]> {
  const rows = await db.execute(sql`
    select m.name, k.kind, m.field, m.aggregation, m.unit, ${seenValues} as values
    from metrics m join measures k on k.id = m.measure_id
    where m.auto_generated and not m.hidden and m.table_name = ${table}
    order by m.id`)
  return rows.map((row) => row as Omit<StarterMetric, 'label'>)
}
