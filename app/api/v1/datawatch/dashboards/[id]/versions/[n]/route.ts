import { getVersion } from '@/lib/dashboards/service/versions'
import { boardVersion, versionParams } from '@/lib/dashboards/version-contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: versionParams, response: boardVersion }, (context, { params }) =>
    getVersion(context, params.id, params.n),
  ),
})
