import { resource, route } from '@/lib/http/route'
import { metric, metricParams } from '@/lib/metrics/contract'
import { getMetric } from '@/lib/metrics/service/list'

export const { DELETE, GET, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: metricParams, response: metric }, (context, { params }) =>
    getMetric(context, params.name),
  ),
})
