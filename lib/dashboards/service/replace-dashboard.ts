import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Dashboard, DashboardBody } from '../contract'
import { layOut } from '../lay-out'
import type { Match } from '../match'
import { editDashboard } from './edit-dashboard'
import { withOwnIds } from './own-ids'

/** Makes the board exactly this. A widget keeps its id unless another board has it or it comes twice. */
export function replaceDashboard(context: Context, id: string, body: DashboardBody, match: Match): Promise<Dashboard> {
  return editDashboard(context, id, match, async (_widgets, tx) => {
    const widgets = layOut(await withOwnIds(tx, id, body.widgets))
    return { name: body.name, description: body.description, variables: body.variables, widgets }
  })
}
