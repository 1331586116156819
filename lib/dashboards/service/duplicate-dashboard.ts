import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Dashboard } from '../contract'
import { createDashboard } from './create-dashboard'
import { getDashboard } from './get-dashboard'

/** A copy of its own, also of a starter board, which the discovery of metrics then leaves alone. */
export async function duplicateDashboard(context: Context, id: string): Promise<Dashboard> {
  const { name, description, variables, widgets } = await getDashboard(context, id)
  const body = { name: `${name.slice(0, 190)} (copy)`, description, variables, widgets }
  return createDashboard(context, body, `Copied from “${name}”`)
}
