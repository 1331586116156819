import { alert, alertParams } from '@/lib/alerts/incident-contract'
import { unsnoozeAlert } from '@/lib/alerts/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', params: alertParams, response: alert }, (context, { params }) =>
    unsnoozeAlert(context, params.id),
  ),
})
