import { backtest, backtestBody, detectionParams } from '@/lib/anomalies/detection-contract'
import { backtestDetection } from '@/lib/anomalies/service/backtest'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'read', params: detectionParams, body: backtestBody, response: backtest },
    (context, { params, body }) => backtestDetection(context, params.name, body),
  ),
})
