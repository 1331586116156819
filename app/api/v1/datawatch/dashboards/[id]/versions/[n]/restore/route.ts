import { dashboard } from '@/lib/dashboards/contract'
import { readMatch, tagOf } from '@/lib/dashboards/match'
import { restoreVersion } from '@/lib/dashboards/service/versions'
import { versionParams } from '@/lib/dashboards/version-contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    {
      guard: 'write',
      params: versionParams,
      response: dashboard,
      headers: ({ version }) => ({ ETag: tagOf(version) }),
    },
    (context, { params, request }) =>
      restoreVersion(context, params.id, params.n, readMatch(request.headers.get('if-match'))),
  ),
})
