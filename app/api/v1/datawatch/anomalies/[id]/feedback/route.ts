import { anomaly, anomalyParams, feedbackBody } from '@/lib/anomalies/contract'
import { giveFeedback } from '@/lib/anomalies/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: anomalyParams, body: feedbackBody, response: anomaly },
    (context, { params, body }) => giveFeedback(context, params.id, body),
  ),
})
