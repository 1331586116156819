import { resource, route } from '@/lib/http/route'
import { metricParams, metricRange, metricRangeQuery } from '@/lib/metrics/contract'
import { queryMetricRange } from '@/lib/metrics/service/query'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: metricParams, query: metricRangeQuery, response: metricRange },
    (context, { params, query }) => queryMetricRange(context, params.name, query),
  ),
})
