import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Dashboard, DashboardPatch } from '../contract'
import type { Match } from '../match'
import { settle } from '../place'
import { editDashboard } from './edit-dashboard'

/** Changes what is given: the name, the description, and the places of any of the board's widgets. */
export function updateDashboard(context: Context, id: string, patch: DashboardPatch, match: Match): Promise<Dashboard> {
  const { layout, ...fields } = patch
  return editDashboard(context, id, match, (widgets) => {
    if (!layout) return fields
    const places = new Map(layout.map((item) => [item.id, item.position]))
    const unknown = layout.findIndex((item) => !widgets.some((widget) => widget.id === item.id))
    if (unknown >= 0) {
      const message = 'This dashboard has no such widget'
      throw new AppError('invalid_input', message, {
        issues: [{ path: `layout.${unknown}.id`, code: 'unknown_widget', message }],
      })
    }
    const moved = widgets.map((widget) => ({ ...widget, position: places.get(widget.id) ?? widget.position }))
    return { ...fields, widgets: settle(moved) }
  })
}
