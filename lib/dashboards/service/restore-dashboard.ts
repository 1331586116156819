import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Dashboard } from '../contract'
import { lockAnyBoard, updateBoard } from '../store/boards'
import { noDashboard, readDashboard } from './get-dashboard'

/** Takes the board out of the trash, as it was, on its own where its file is gone; one that is not there stays as it is. */
export function restoreDashboard(context: Context, id: string): Promise<Dashboard> {
  return context.db.transaction(async (tx) => {
    const row = await lockAnyBoard(tx, id)
    if (!row) throw noDashboard()
    if (row.deletedAt) await updateBoard(tx, id, { deletedAt: null, deletedBy: null, file: null, fileText: null })
    return readDashboard(tx, id)
  })
}
