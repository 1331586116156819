import { resource, route } from '@/lib/http/route'
import { columnList, columnParams, columnPatch } from '@/lib/metrics/columns-contract'
import { setColumn } from '@/lib/metrics/service/set-column'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  PATCH: route(
    { guard: 'write', params: columnParams, body: columnPatch, response: columnList },
    (context, { params, body }) => setColumn(context, params, body),
  ),
})
