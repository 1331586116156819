import { resource, route } from '@/lib/http/route'
import { acknowledgeViolation } from '@/lib/quality/service/violations'
import { acknowledgeBody, violation, violationParams } from '@/lib/quality/violation-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: violationParams, body: acknowledgeBody, response: violation },
    (context, { params, body }) => acknowledgeViolation(context, params.id, body),
  ),
})
