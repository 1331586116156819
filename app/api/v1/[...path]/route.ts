import { AppError } from '@/lib/errors/app-error'
import { prometheusRoute, refusePrometheus } from '@/lib/http/prometheus'
import { resource } from '@/lib/http/route'
import { noParams } from '@/lib/promql/contract'

const nothing = prometheusRoute({ params: noParams, response: noParams }, async () => {
  throw new AppError(
    'not_found',
    "Of Prometheus's API there are query, query_range, labels, label/<name>/values, series, metadata and status/buildinfo; DataWatch's own is below /api/v1/datawatch",
  )
})

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource(
  { GET: nothing, POST: nothing },
  refusePrometheus,
)
