import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Dashboard } from '../contract'
import { findBoard, listWidgets, type Queryable, summary } from '../store/boards'

export const noDashboard = () => new AppError('not_found', 'There is no dashboard with this id')

/** The board as it stands in this database or open transaction. */
export async function readDashboard(db: Queryable, id: string): Promise<Dashboard> {
  const row = await findBoard(db, id)
  if (!row) throw noDashboard()
  return { ...summary(row), variables: row.variables, widgets: await listWidgets(db, id) }
}

export function getDashboard(context: Context, id: string): Promise<Dashboard> {
  return readDashboard(context.db, id)
}
