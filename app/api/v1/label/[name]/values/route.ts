import { prometheusRoute, refusePrometheus } from '@/lib/http/prometheus'
import { resource } from '@/lib/http/route'
import { labelParams, labelPath, nameList } from '@/lib/promql/contract'
import { listValues } from '@/lib/promql/service/list-labels'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource(
  {
    GET: prometheusRoute({ path: labelPath, params: labelParams, response: nameList }, (context, { path, params }) =>
      listValues(context, path.name, params),
    ),
  },
  refusePrometheus,
)
