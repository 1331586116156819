import { anomaly, anomalyParams } from '@/lib/anomalies/contract'
import { resolveAnomaly } from '@/lib/anomalies/service/review'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', params: anomalyParams, response: anomaly }, (context, { params }) =>
    resolveAnomaly(context, params.id),
  ),
})
