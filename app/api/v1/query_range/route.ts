import { prometheusRoute, refusePrometheus } from '@/lib/http/prometheus'
import { resource } from '@/lib/http/route'
import { queryData, rangeParams } from '@/lib/promql/contract'
import { queryRange } from '@/lib/promql/service/query'

const ask = prometheusRoute({ params: rangeParams, response: queryData }, (context, { params, patienceMs }) =>
  queryRange(context, params, patienceMs),
)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: ask, POST: ask }, refusePrometheus)
