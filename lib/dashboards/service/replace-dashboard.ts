import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { Dashboard, DashboardBody } from '../contract'
import { layOut } from '../lay-out'
import type { Match } from '../match'
import { listForeignWidgets } from '../store'
import { editDashboard } from './edit-dashboard'

/** Makes the board exactly this. A widget keeps its id unless another board has it or it comes twice. */
export function replaceDashboard(context: Context, id: string, body: DashboardBody, match: Match): Promise<Dashboard> {
  return editDashboard(context, id, match, async (_widgets, tx) => {
    const asked = body.widgets.flatMap((widget) => (widget.id ? [widget.id] : []))
    const taken = new Set(await listForeignWidgets(tx, asked, id))
    const inputs = body.widgets.map((widget) => {
      const free = widget.id !== undefined && !taken.has(widget.id)
      const own = free && widget.id ? widget.id : uuidv7()
      taken.add(own)
      return { ...widget, id: own }
    })
    return { name: body.name, description: body.description, widgets: layOut(inputs) }
  })
}
