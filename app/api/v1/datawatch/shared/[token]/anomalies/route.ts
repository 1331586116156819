import { anomalyList } from '@/lib/anomalies/contract'
import { resource, route } from '@/lib/http/route'
import { sharedAnomaliesQuery, tokenParams } from '@/lib/shares/contract'
import { listSharedAnomalies } from '@/lib/shares/service/ask'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'public', params: tokenParams, query: sharedAnomaliesQuery, response: anomalyList },
    (context, { params, query }) => listSharedAnomalies(context, params.token, query),
  ),
})
