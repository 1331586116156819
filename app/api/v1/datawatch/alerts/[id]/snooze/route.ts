import { alert, alertParams, snoozeBody } from '@/lib/alerts/incident-contract'
import { snoozeAlert } from '@/lib/alerts/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', params: alertParams, body: snoozeBody, response: alert }, (context, { params, body }) =>
    snoozeAlert(context, params.id, body),
  ),
})
