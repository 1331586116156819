import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Match } from '../match'
import { findBoardOfWidget } from '../store/boards'
import { editDashboard } from './edit-dashboard'
import { noWidget } from './edit-widget'

/** Takes the widget off its board; the others stay where they are. */
export async function removeWidget(context: Context, id: string, match: Match) {
  const boardId = await findBoardOfWidget(context.db, id)
  if (!boardId) throw noWidget()
  await editDashboard(context, boardId, match, (widgets) => {
    const rest = widgets.filter((widget) => widget.id !== id)
    if (rest.length === widgets.length) throw noWidget()
    return { widgets: rest }
  })
  return { id, deleted: true as const }
}
