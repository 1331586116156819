import { anomalyList, anomalyListQuery } from '@/lib/anomalies/contract'
import { listAnomalies } from '@/lib/anomalies/service/read'
import { ordered } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: ordered(anomalyListQuery), response: anomalyList }, (context, { query }) =>
    listAnomalies(context, query),
  ),
})
