import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { Dashboard, DashboardBody } from '../contract'
import { layOut } from '../lay-out'
import { insertBoard, writeWidgets } from '../store'
import { readDashboard } from './get-dashboard'

/** A new board; ids that its widgets bring along are not kept. */
export function createDashboard(context: Context, body: DashboardBody): Promise<Dashboard> {
  const { now } = context
  const id = uuidv7()
  const widgets = layOut(body.widgets.map((widget) => ({ ...widget, id: uuidv7() })))
  return context.db.transaction(async (tx) => {
    const { name, description } = body
    await insertBoard(tx, { id, name, description, edited: true, createdAt: now, updatedAt: now })
    await writeWidgets(tx, id, widgets, now)
    return readDashboard(tx, id)
  })
}
