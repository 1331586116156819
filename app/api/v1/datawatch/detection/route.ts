import { detectionList, detectionListQuery } from '@/lib/anomalies/detection-contract'
import { listDetection } from '@/lib/anomalies/service/settings'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: detectionListQuery, response: detectionList }, (context, { query }) =>
    listDetection(context, query),
  ),
})
