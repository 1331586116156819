import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { maxWidgets, type WidgetBody, type WidgetOfBoard } from '../contract'
import { usualSize } from '../lay-out'
import { drop, findSpace } from '../place'
import { editDashboard } from './edit-dashboard'
import { pickWidget } from './edit-widget'

/** Adds a widget where it asks to be, moved down past what is there already, or where there is room. */
export async function addWidget(context: Context, dashboardId: string, body: WidgetBody): Promise<WidgetOfBoard> {
  const id = uuidv7()
  const board = await editDashboard(context, dashboardId, 'any', (widgets) => {
    if (widgets.length >= maxWidgets) {
      throw new AppError('conflict', `A dashboard has at most ${maxWidgets} widgets`)
    }
    const taken = widgets.map((widget) => widget.position)
    const { position: asked, ...rest } = body
    const free = asked ? drop(asked, taken) : findSpace(taken, usualSize(body.type))
    return { widgets: [...widgets, { ...rest, id, position: free }] }
  })
  return pickWidget(board, id)
}
