import { alert, alertParams, commentBody } from '@/lib/alerts/incident-contract'
import { commentAlert } from '@/lib/alerts/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: alertParams, body: commentBody, response: alert },
    (context, { params, body }) => commentAlert(context, params.id, body),
  ),
})
