import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Dashboard, Widget, WidgetOfBoard } from '../contract'
import type { Match } from '../match'
import { settle } from '../place'
import { findBoardOfWidget } from '../store/boards'
import { editDashboard } from './edit-dashboard'

export const noWidget = () => new AppError('not_found', 'There is no widget with this id')

/** One widget of an answered board, with that board's id and version. */
export function pickWidget(board: Dashboard, id: string): WidgetOfBoard {
  const widget = board.widgets.find((item) => item.id === id)
  if (!widget) throw noWidget()
  return { ...widget, dashboard_id: board.id, version: board.version }
}

/** Changes one widget; it stays where it is put, and what it overlaps moves down. */
export async function editWidget(context: Context, id: string, match: Match, edit: (widget: Widget) => Widget) {
  const boardId = await findBoardOfWidget(context.db, id)
  if (!boardId) throw noWidget()
  const board = await editDashboard(context, boardId, match, (widgets) => {
    if (!widgets.some((widget) => widget.id === id)) throw noWidget()
    const next = widgets.map((widget) => (widget.id === id ? edit(widget) : widget))
    return { widgets: settle(next, id) }
  })
  return pickWidget(board, id)
}
