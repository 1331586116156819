import { alertSummary } from '@/lib/alerts/incident-contract'
import { summariseAlerts } from '@/lib/alerts/service/summary'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: alertSummary }, (context) => summariseAlerts(context)),
})
