import { anomaly, anomalyParams, reopenBody } from '@/lib/anomalies/contract'
import { reopenAnomaly } from '@/lib/anomalies/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: anomalyParams, body: reopenBody, response: anomaly },
    (context, { params, body }) => reopenAnomaly(context, params.id, body),
  ),
})
