import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { Widget } from '../contract'
import { type StarterWidget, starterBoard, starterEdition } from '../starter'
import { listWidgets, lockBoard, type Queryable, updateBoard } from '../store/boards'
import { listStaleStarters, listStarterMetrics } from '../store/starters'
import { publishChange, publishNew } from './publish'

/** From so many events of a table on, what never varied is taken to be the same always. */
const enoughEvents = 100

type Stale = Awaited<ReturnType<typeof listStaleStarters>>[number]

/** A widget that was there before keeps its id, so that open pages do not lose it. */
function keepIds(wanted: StarterWidget[], present: Widget[]): Widget[] {
  const left = [...present]
  return wanted.map((widget) => {
    const same = left.findIndex((other) => other.type === widget.type && other.title === widget.title)
    const [kept] = same >= 0 ? left.splice(same, 1) : []
    return { ...widget, id: kept?.id ?? uuidv7() }
  })
}

async function refresh(context: Context, tx: Queryable, stale: Stale): Promise<boolean> {
  const { now } = context
  const metrics = (await listStarterMetrics(tx, [stale.table])).get(stale.table) ?? []
  const { widgets, ...board } = starterBoard(stale.table, metrics, stale.settled)
  const starter = { starterFor: stale.table, starterMadeOf: stale.madeOf }
  if (!stale.boardId) {
    const made = { ...starter, id: uuidv7(), name: board.name, createdAt: now, updatedAt: now }
    const content = { ...board, widgets: keepIds(widgets, []) }
    return publishNew(tx, context, made, content, `Made for the table ${stale.table}`)
  }
  const row = await lockBoard(tx, stale.boardId)
  if (!row || row.edited || row.starterMadeOf === stale.madeOf) return false
  const before = { name: row.name, description: row.description, widgets: await listWidgets(tx, row.id) }
  const after = { ...board, widgets: keepIds(widgets, before.widgets) }
  const origin = 'Brought up to date with its table'
  const changed = await publishChange(tx, context, row, { before, after, origin, fields: starter })
  if (!changed) await updateBoard(tx, row.id, starter)
  return changed
}

/**
 * Makes the starter board of every table that has metrics and none yet, and brings those that nobody edited up to date.
 * A board that was deleted stays deleted. Answers how many were made or changed; one small query where there is nothing to do.
 */
export async function ensureStarterDashboards(context: Context): Promise<number> {
  let changed = 0
  for (const stale of await listStaleStarters(context.db, `${starterEdition}:`, enoughEvents)) {
    if (await context.db.transaction((tx) => refresh(context, tx, stale))) changed += 1
  }
  return changed
}
