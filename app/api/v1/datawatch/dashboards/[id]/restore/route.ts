import { dashboard, dashboardParams } from '@/lib/dashboards/contract'
import { restoreDashboard } from '@/lib/dashboards/service/restore-dashboard'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', params: dashboardParams, response: dashboard }, (context, { params }) =>
    restoreDashboard(context, params.id),
  ),
})
