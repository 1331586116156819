import { dashboard, dashboardParams } from '@/lib/dashboards/contract'
import { duplicateDashboard } from '@/lib/dashboards/service/duplicate-dashboard'
import { resource, route } from '@/lib/http/route'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  POST: route({ guard: 'write', params: dashboardParams, response: dashboard, status: 201 }, (context, { params }) =>
    duplicateDashboard(context, params.id),
  ),
})
