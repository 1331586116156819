import { anomalyParams } from '@/lib/anomalies/contract'
import { feedbackBody, feedbackPreview } from '@/lib/anomalies/feedback-contract'
import { previewFeedback } from '@/lib/anomalies/service/preview'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'read', params: anomalyParams, body: feedbackBody, response: feedbackPreview },
    (context, { params, body }) => previewFeedback(context, params.id, body),
  ),
})
