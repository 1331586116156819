import { acknowledgeBody, anomaly, anomalyParams } from '@/lib/anomalies/contract'
import { acknowledgeAnomaly } from '@/lib/anomalies/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: anomalyParams, body: acknowledgeBody, response: anomaly },
    (context, { params, body }) => acknowledgeAnomaly(context, params.id, body),
  ),
})
