import { dashboardParams } from '@/lib/dashboards/contract'
import { listVersions } from '@/lib/dashboards/service/versions'
import { versionList, versionListQuery } from '@/lib/dashboards/version-contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: dashboardParams, query: versionListQuery, response: versionList },
    (context, { params, query }) => listVersions(context, params.id, query),
  ),
})
