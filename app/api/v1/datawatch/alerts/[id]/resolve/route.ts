import { alert, alertParams, resolveBody } from '@/lib/alerts/incident-contract'
import { resolveAlert } from '@/lib/alerts/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: alertParams, body: resolveBody, response: alert },
    (context, { params, body }) => resolveAlert(context, params.id, body),
  ),
})
