import { anomaly, anomalyParams } from '@/lib/anomalies/contract'
import { getAnomaly } from '@/lib/anomalies/service/read'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: anomalyParams, response: anomaly }, (context, { params }) =>
    getAnomaly(context, params.id),
  ),
})
