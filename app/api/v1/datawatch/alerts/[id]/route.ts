import { alertDetail, alertParams } from '@/lib/alerts/incident-contract'
import { getAlert } from '@/lib/alerts/service/incidents'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: alertParams, response: alertDetail }, (context, { params }) =>
    getAlert(context, params.id),
  ),
})
