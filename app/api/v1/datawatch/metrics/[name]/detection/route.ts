import { detectionParams, detectionSettings, metricDetection } from '@/lib/anomalies/detection-contract'
import { getDetection, resetDetection, setDetection } from '@/lib/anomalies/service/settings'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: detectionParams, response: metricDetection }, (context, { params }) =>
    getDetection(context, params.name),
  ),
  PUT: route(
    { guard: 'write', params: detectionParams, body: detectionSettings, response: metricDetection },
    (context, { params, body }) => setDetection(context, params.name, body),
  ),
  DELETE: route({ guard: 'write', params: detectionParams, response: metricDetection }, (context, { params }) =>
    resetDetection(context, params.name),
  ),
})
