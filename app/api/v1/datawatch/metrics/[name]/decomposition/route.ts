import { expectedParams } from '@/lib/anomalies/contract'
import { decomposition, decompositionQuery } from '@/lib/anomalies/explanation-contract'
import { decomposeMetric } from '@/lib/anomalies/service/decompose'
import { ordered } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: expectedParams, query: ordered(decompositionQuery), response: decomposition },
    (context, { params, query }) => decomposeMetric(context, params.name, query),
  ),
})
