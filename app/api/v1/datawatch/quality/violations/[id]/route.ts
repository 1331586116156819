import { resource, route } from '@/lib/http/route'
import { getViolation } from '@/lib/quality/service/violations'
import { violationDetail, violationParams } from '@/lib/quality/violation-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: violationParams, response: violationDetail, exact: true },
    (context, { params }) => getViolation(context, params.id),
  ),
})
