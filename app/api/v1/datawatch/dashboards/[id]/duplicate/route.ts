import { dashboard, dashboardParams } from '@/lib/dashboards/contract'
import { duplicateDashboard } from '@/lib/dashboards/service/duplicate-dashboard'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', params: dashboardParams, response: dashboard, status: 201 }, (context, { params }) =>
    duplicateDashboard(context, params.id),
  ),
})
