import { resource, route } from '@/lib/http/route'
import { metricParams, metricValue, metricValueQuery } from '@/lib/metrics/contract'
import { queryMetricValue } from '@/lib/metrics/service/query'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: metricParams, query: metricValueQuery, response: metricValue },
    (context, { params, query }) => queryMetricValue(context, params.name, query),
  ),
})
