import { bulkRequest, bulkResult } from '@/lib/alerts/incident-contract'
import { reviewAlerts } from '@/lib/alerts/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', body: bulkRequest, response: bulkResult }, (context, { body }) =>
    reviewAlerts(context, body),
  ),
})
