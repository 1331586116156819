import { alert, alertParams, assignBody } from '@/lib/alerts/incident-contract'
import { assignAlert } from '@/lib/alerts/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', params: alertParams, body: assignBody, response: alert }, (context, { params, body }) =>
    assignAlert(context, params.id, body),
  ),
})
