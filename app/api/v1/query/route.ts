import { prometheusRoute, refusePrometheus } from '@/lib/http/prometheus'
import { resource } from '@/lib/http/route'
import { instantParams, queryData } from '@/lib/promql/contract'
import { queryInstant } from '@/lib/promql/service/query'

const ask = prometheusRoute({ params: instantParams, response: queryData }, (context, { params, patienceMs }) =>
  queryInstant(context, params, patienceMs),
)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: ask, POST: ask }, refusePrometheus)
