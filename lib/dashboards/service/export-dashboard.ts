import 'server-only'
import type { Context } from '@/lib/context/context'
import type { DashboardFile } from '../contract'
import { orderFile } from '../file'
import { getDashboard } from './get-dashboard'

/** The board as a file, without ids, its keys always in the same order. */
export async function exportDashboard(context: Context, id: string): Promise<DashboardFile> {
  const { name, description, variables, widgets } = await getDashboard(context, id)
  return orderFile({
    format: 'datawatch.dashboard',
    format_version: 1,
    name,
    description,
    variables,
    widgets: widgets.map(({ id: _, ...widget }) => widget),
  })
}
