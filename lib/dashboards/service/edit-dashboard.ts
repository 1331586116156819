import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Dashboard, Widget } from '../contract'
import { type Match, matches, tagOf } from '../match'
import { listWidgets, lockBoard, type Queryable, updateBoard, writeWidgets } from '../store'
import { noDashboard, readDashboard } from './get-dashboard'

type Change = { name?: string; description?: string; widgets?: Widget[] }
type Edit = (widgets: Widget[], tx: Queryable) => Change | Promise<Change>

/** The board's row, held until the transaction ends; refuses who saw an older version. */
export async function claimBoard(tx: Queryable, id: string, match: Match) {
  const row = await lockBoard(tx, id)
  if (!row) throw noDashboard()
  if (matches(match, row.version)) return row
  throw new AppError('lost_race', `Somebody else changed this dashboard; it is at version ${row.version} now`, {
    headers: { ETag: tagOf(row.version) },
  })
}

/** Changes a board as one: its writers wait for each other, its version counts up, and who saw an older one is refused. */
export function editDashboard(context: Context, id: string, match: Match, edit: Edit): Promise<Dashboard> {
  return context.db.transaction(async (tx) => {
    const row = await claimBoard(tx, id, match)
    const { widgets, ...fields } = await edit(await listWidgets(tx, id), tx)
    if (widgets) await writeWidgets(tx, id, widgets, context.now)
    await updateBoard(tx, id, { ...fields, edited: true, version: row.version + 1, updatedAt: context.now })
    return readDashboard(tx, id)
  })
}
