import { alertList, alertListQuery } from '@/lib/alerts/incident-contract'
import { listAlerts } from '@/lib/alerts/service/incidents'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: alertListQuery, response: alertList }, (context, { query }) =>
    listAlerts(context, query),
  ),
})
