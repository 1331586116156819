import { resource, route } from '@/lib/http/route'
import { metric, metricParams, metricPatch, metricRemoved } from '@/lib/metrics/contract'
import { deleteMetric } from '@/lib/metrics/service/delete-metric'
import { getMetric } from '@/lib/metrics/service/list'
import { updateMetric } from '@/lib/metrics/service/update-metric'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: metricParams, response: metric }, (context, { params }) =>
    getMetric(context, params.name),
  ),
  PATCH: route(
    { guard: 'write', params: metricParams, body: metricPatch, response: metric },
    (context, { params, body }) => updateMetric(context, params.name, body),
  ),
  DELETE: route({ guard: 'write', params: metricParams, response: metricRemoved }, (context, { params }) =>
    deleteMetric(context, params.name),
  ),
})
