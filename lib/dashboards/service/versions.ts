import 'server-only'
import type { z } from 'zod'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Dashboard } from '../contract'
import type { Match } from '../match'
import { findBoard } from '../store/boards'
import { findVersionRow, listVersionRows } from '../store/versions'
import type { BoardVersion, VersionList, versionListQuery } from '../version-contract'
import { editDashboard } from './edit-dashboard'
import { noDashboard } from './get-dashboard'
import { withOwnIds } from './own-ids'

const noVersion = (n: number) =>
  new AppError('not_found', `This dashboard has no version ${n}, or it is no longer kept`)

/** The versions of a board that are kept, newest first; the cursor is the number of the last one. */
export async function listVersions(
  { db }: Context,
  id: string,
  { limit, cursor }: z.output<typeof versionListQuery>,
): Promise<VersionList> {
  if (!(await findBoard(db, id))) throw noDashboard()
  const before = cursor === undefined ? undefined : Number(cursor)
  if (before !== undefined && !(Number.isInteger(before) && before > 0 && before < 2 ** 31)) {
    throw new AppError('bad_request', 'This cursor is not one of ours')
  }
  const found = await listVersionRows(db, id, { limit: limit + 1, before })
  const versions = found.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }))
  const last = found.length > limit ? versions.at(-1) : undefined
  return { versions, count: versions.length, next_cursor: last ? String(last.n) : null }
}

/** The board as it was at one version. Throws `not_found`, also for one that is no longer kept. */
export async function getVersion({ db }: Context, id: string, n: number): Promise<BoardVersion> {
  if (!(await findBoard(db, id))) throw noDashboard()
  const row = await findVersionRow(db, id, n)
  if (!row) throw noVersion(n)
  const { dashboardId, ...version } = row
  return { ...version, dashboard_id: dashboardId, at: row.at.toISOString() }
}

/** Makes the board what it was at version `n`, as a new version; none where it is that already. */
export function restoreVersion(context: Context, id: string, n: number, match: Match): Promise<Dashboard> {
  const restore = async (_widgets: unknown, tx: Parameters<typeof findVersionRow>[0]) => {
    const row = await findVersionRow(tx, id, n)
    if (!row) throw noVersion(n)
    const { name, description, variables, widgets } = row
    return { name, description, variables, widgets: await withOwnIds(tx, id, widgets) }
  }
  return editDashboard(context, id, match, restore, `Restored version ${n}`)
}
