import { dashboardParams } from '@/lib/dashboards/contract'
import { resource, route } from '@/lib/http/route'
import { madeShare, revokedShares, shareBody, shareList } from '@/lib/shares/contract'
import { listDashboardShares, revokeAll, shareDashboard } from '@/lib/shares/service/manage'

const params = dashboardParams

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params, response: shareList }, (context, input) =>
    listDashboardShares(context, input.params.id),
  ),
  POST: route({ guard: 'write', params, body: shareBody, response: madeShare, status: 201 }, (context, input) =>
    shareDashboard(context, input.params.id, input.body),
  ),
  DELETE: route({ guard: 'write', params, response: revokedShares }, (context, input) =>
    revokeAll(context, input.params.id),
  ),
})
