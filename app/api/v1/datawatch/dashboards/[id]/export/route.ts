import { dashboardFile, dashboardParams } from '@/lib/dashboards/contract'
import { exportDashboard } from '@/lib/dashboards/service/export-dashboard'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: dashboardParams, response: dashboardFile }, (context, { params }) =>
    exportDashboard(context, params.id),
  ),
})
