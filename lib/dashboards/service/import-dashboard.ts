import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Dashboard, DashboardFile } from '../contract'
import { createDashboard } from './create-dashboard'

/** A new board from an exported file. */
export function importDashboard(context: Context, file: DashboardFile): Promise<Dashboard> {
  return createDashboard(context, file, 'Imported')
}
