import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Match } from '../match'
import { updateBoard } from '../store'
import { claimBoard } from './edit-dashboard'

/** Takes the board away. Its row stays, so that a starter board does not come back by itself. */
export function deleteDashboard(context: Context, id: string, match: Match) {
  return context.db.transaction(async (tx) => {
    await claimBoard(tx, id, match)
    await updateBoard(tx, id, { deletedAt: context.now })
    return { id, deleted: true as const }
  })
}
