import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { DashboardList, DashboardListQuery } from '../contract'
import { listBoards } from '../store/boards'

/** Boards, or those in the trash, newest first; the cursor is the last board's id. */
export async function listDashboards(context: Context, query: DashboardListQuery): Promise<DashboardList> {
  const { limit, cursor, q, deleted = false } = query
  if (cursor && !z.uuid().safeParse(cursor).success) throw new AppError('bad_request', 'This cursor is not one of ours')
  const found = await listBoards(context.db, { limit: limit + 1, before: cursor, q, deleted })
  const dashboards = found.slice(0, limit)
  const more = found.length > limit
  return { dashboards, count: dashboards.length, next_cursor: more ? (dashboards.at(-1)?.id ?? null) : null }
}
