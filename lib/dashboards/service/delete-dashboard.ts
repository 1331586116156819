import { trashDays } from '../limits'
import 'server-only'
import type { Context } from '@/lib/context/context'

import type { Match } from '../match'
import { emptyBoard, listOldTrash, lockAnyBoard, type Queryable, removeBoard, updateBoard } from '../store/boards'
import { claimBoard, ofFile } from './edit-dashboard'
import { authorOf } from './publish'

const dayMs = 86_400_000

async function purge(tx: Queryable, context: Context, id: string, match: Match) {
  const row = await claimBoard(tx, id, match, lockAnyBoard)
  if (row.file !== null && row.deletedAt === null) throw ofFile(row.file)
  if (row.starterFor === null) return removeBoard(tx, id)
  await emptyBoard(tx, id)
  await updateBoard(tx, id, { description: '', deletedAt: row.deletedAt ?? context.now, purgedAt: context.now })
}

/** Puts the board into the trash; `permanently` removes it with its versions and links, out of the trash or right away. */
export function deleteDashboard(context: Context, id: string, match: Match, permanently = false) {
  return context.db.transaction(async (tx) => {
    if (permanently) await purge(tx, context, id, match)
    else {
      const row = await claimBoard(tx, id, match)
      if (row.file !== null) throw ofFile(row.file)
      await updateBoard(tx, id, { deletedAt: context.now, deletedBy: authorOf(context) })
    }
    return { id, deleted: true as const }
  })
}

/** Removes for good what has been in the trash for its time; answers how many boards. */
export async function emptyTrash(context: Context): Promise<number> {
  const ids = await listOldTrash(context.db, new Date(context.now.getTime() - trashDays * dayMs))
  for (const id of ids) await context.db.transaction((tx) => purge(tx, context, id, 'any'))
  return ids.length
}
