import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { Dashboard, DashboardBody } from '../contract'
import { layOut } from '../lay-out'
import { readDashboard } from './get-dashboard'
import { publishNew } from './publish'

/** A new board; ids that its widgets bring along are not kept. `origin` begins the words of its first version. */
export function createDashboard(context: Context, body: DashboardBody, origin = 'Created'): Promise<Dashboard> {
  const { now } = context
  const { name, description, variables } = body
  const id = uuidv7()
  const widgets = layOut(body.widgets.map((widget) => ({ ...widget, id: uuidv7() })))
  return context.db.transaction(async (tx) => {
    const row = { id, name, edited: true, createdAt: now, updatedAt: now }
    await publishNew(tx, context, row, { name, description, variables, widgets }, origin)
    return readDashboard(tx, id)
  })
}
