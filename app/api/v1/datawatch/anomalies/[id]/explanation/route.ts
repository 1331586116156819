import { anomalyParams } from '@/lib/anomalies/contract'
import { explanation } from '@/lib/anomalies/explanation-contract'
import { explainAnomaly } from '@/lib/anomalies/service/explain'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: anomalyParams, response: explanation }, (context, { params }) =>
    explainAnomaly(context, params.id),
  ),
})
