import { keptVersions } from '../limits'
import 'server-only'
import type { Context } from '@/lib/context/context'
import { type Content, compareContents, countWidgets, describeChanges } from '../changes'
import { type BoardRow, insertBoard, type Queryable, updateBoard, writeWidgets } from '../store/boards'
import { insertVersion } from '../store/versions'

type NewBoard = Parameters<typeof insertBoard>[1]
type Fields = Parameters<typeof updateBoard>[2]

/** Who does this, as it is remembered; null where nobody can tell. */
export const authorOf = ({ actor }: Pick<Context, 'actor'>): string | null =>
  actor.kind === 'user' ? actor.name : actor.kind === 'key' ? 'API key' : actor.kind === 'system' ? 'DataWatch' : null

function record(tx: Queryable, context: Context, id: string, n: number, content: Content, summary: string) {
  const { name, description, variables = [], widgets } = content
  const made = { dashboardId: id, n, at: context.now, by: authorOf(context), summary }
  const row = { ...made, name, description, variables, widgets }
  return insertVersion(tx, row, n - keptVersions)
}

/** A new board with its first version. False, and nothing done, where its table has one. */
export async function publishNew(tx: Queryable, context: Context, row: NewBoard, content: Content, origin: string) {
  const { name, description, variables } = content
  if (!(await insertBoard(tx, { ...row, name, description, variables }))) return false
  await writeWidgets(tx, row.id, content.widgets, context.now)
  await record(tx, context, row.id, 1, content, `${origin} with ${countWidgets(content.widgets.length)}`)
  return true
}

type Change = { before: Content; after: Content; fields?: Fields; origin?: string }

/**
 * Makes a board that is held (`row`) another: what it shows, its version and the record of it, in the open transaction. All
 * writers of boards end here. Where nothing is different there is no new version.
 */
export async function publishChange(tx: Queryable, context: Context, row: BoardRow, change: Change): Promise<boolean> {
  const { before, after, fields = {}, origin } = change
  const words = describeChanges(compareContents(before, after))
  if (words === '') return false
  const version = row.version + 1
  const { name, description, variables, widgets } = after
  await writeWidgets(tx, row.id, widgets, context.now)
  await updateBoard(tx, row.id, { ...fields, name, description, variables, version, updatedAt: context.now })
  const summary = origin ? `${origin}: ${words}` : words.charAt(0).toUpperCase() + words.slice(1)
  await record(tx, context, row.id, version, after, summary)
  return true
}
