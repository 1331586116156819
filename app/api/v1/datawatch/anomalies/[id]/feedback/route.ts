import { anomaly, anomalyParams } from '@/lib/anomalies/contract'
import { feedbackBody } from '@/lib/anomalies/feedback-contract'
import { giveFeedback } from '@/lib/anomalies/service/feedback'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: anomalyParams, body: feedbackBody, response: anomaly },
    (context, { params, body }) => giveFeedback(context, params.id, body),
  ),
  DELETE: route({ guard: 'write', params: anomalyParams, response: anomaly }, (context, { params }) =>
    giveFeedback(context, params.id, { verdict: null }),
  ),
})
