import { resource, route } from '@/lib/http/route'
import { metric, metricBody, metricList, metricListQuery } from '@/lib/metrics/contract'
import { createMetric } from '@/lib/metrics/service/create-metric'
import { listMetrics } from '@/lib/metrics/service/list'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: metricListQuery, response: metricList }, (context, { query }) =>
    listMetrics(context, query),
  ),
  POST: route({ guard: 'write', body: metricBody, response: metric, status: 201 }, (context, { body }) =>
    createMetric(context, body),
  ),
})
