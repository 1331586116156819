import { prometheusRoute, refusePrometheus } from '@/lib/http/prometheus'
import { resource } from '@/lib/http/route'
import { buildInfo as described } from '@/lib/promql/build-info'
import { buildInfo, noParams } from '@/lib/promql/contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource(
  { GET: prometheusRoute({ params: noParams, response: buildInfo }, async () => ({ data: described })) },
  refusePrometheus,
)
