import { acknowledgeBody, alert, alertParams } from '@/lib/alerts/incident-contract'
import { acknowledgeAlert } from '@/lib/alerts/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: alertParams, body: acknowledgeBody, response: alert },
    (context, { params, body }) => acknowledgeAlert(context, params.id, body),
  ),
})
