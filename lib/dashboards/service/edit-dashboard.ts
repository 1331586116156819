import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Dashboard, Widget } from '../contract'
import { type Match, matches, tagOf } from '../match'
import { type BoardRow, listWidgets, lockBoard, type Queryable } from '../store/boards'
import { findVersionMeta } from '../store/versions'
import type { BoardVariable } from '../variable-contract'
import type { CurrentVersion } from '../version-contract'
import { noDashboard, readDashboard } from './get-dashboard'
import { publishChange } from './publish'

type Change = { name?: string; description?: string; variables?: BoardVariable[]; widgets?: Widget[] }
type Edit = (widgets: Widget[], tx: Queryable) => Change | Promise<Change>

async function lostRace(tx: Queryable, row: BoardRow): Promise<AppError> {
  const saved = await findVersionMeta(tx, row.id, row.version)
  const at = (saved?.at ?? row.updatedAt).toISOString()
  const current: CurrentVersion = { version: row.version, at, by: saved?.by ?? null }
  const who = current.by ?? 'Somebody else'
  const message = `${who} changed this dashboard at ${at}; it is at version ${row.version} now`
  return new AppError('lost_race', message, { headers: { ETag: tagOf(row.version) }, members: { current } })
}

/** Why a board that is read from a file is not changed here. */
export const ofFile = (file: string) =>
  new AppError('conflict', `This dashboard is read from the file ${file}; change the file, or a copy of the dashboard`)

/** The board's row, held until the transaction ends; refuses who saw an older version. */
export async function claimBoard(tx: Queryable, id: string, match: Match, lock = lockBoard): Promise<BoardRow> {
  const row = await lock(tx, id)
  if (!row) throw noDashboard()
  if (matches(match, row.version)) return row
  throw await lostRace(tx, row)
}

/**
 * Changes a board as one: its writers wait for each other, its version counts up where anything is different, and who saw an
 * older one is refused. `origin` begins the words of the version.
 */
export function editDashboard(
  context: Context,
  id: string,
  match: Match,
  edit: Edit,
  origin?: string,
): Promise<Dashboard> {
  return context.db.transaction(async (tx) => {
    const row = await claimBoard(tx, id, match)
    if (row.file !== null) throw ofFile(row.file)
    const { name, description, variables } = row
    const before = { name, description, variables, widgets: await listWidgets(tx, id) }
    const after = { ...before, ...(await edit(before.widgets, tx)) }
    await publishChange(tx, context, row, { before, after, origin, fields: { edited: true } })
    return readDashboard(tx, id)
  })
}
