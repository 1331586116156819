import { resource, route } from '@/lib/http/route'
import { metricList, metricListQuery } from '@/lib/metrics/contract'
import { listMetrics } from '@/lib/metrics/service/list'

export const { DELETE, GET, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: metricListQuery, response: metricList }, (context, { query }) =>
    listMetrics(context, query),
  ),
})
