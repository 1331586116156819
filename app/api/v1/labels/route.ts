import { prometheusRoute, refusePrometheus } from '@/lib/http/prometheus'
import { resource } from '@/lib/http/route'
import { labelParams, nameList } from '@/lib/promql/contract'
import { listNames } from '@/lib/promql/service/list-labels'

const ask = prometheusRoute({ params: labelParams, response: nameList }, (context, { params }) =>
  listNames(context, params),
)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: ask, POST: ask }, refusePrometheus)
