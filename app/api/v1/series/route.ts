import { prometheusRoute, refusePrometheus } from '@/lib/http/prometheus'
import { resource } from '@/lib/http/route'
import { seriesList, seriesParams } from '@/lib/promql/contract'
import { listSeries } from '@/lib/promql/service/list-labels'

const ask = prometheusRoute({ params: seriesParams, response: seriesList }, (context, { params }) =>
  listSeries(context, params),
)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: ask, POST: ask }, refusePrometheus)
