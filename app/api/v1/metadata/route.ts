import { prometheusRoute, refusePrometheus } from '@/lib/http/prometheus'
import { resource } from '@/lib/http/route'
import { metadata, metadataParams } from '@/lib/promql/contract'
import { describeMetrics } from '@/lib/promql/service/list-labels'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource(
  {
    GET: prometheusRoute({ params: metadataParams, response: metadata }, (context, { params }) =>
      describeMetrics(context, params),
    ),
  },
  refusePrometheus,
)
