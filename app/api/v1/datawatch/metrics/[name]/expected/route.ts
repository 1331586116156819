import { expectedBand, expectedParams, expectedQuery } from '@/lib/anomalies/contract'
import { queryExpectedBand } from '@/lib/anomalies/service/expected'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: expectedParams, query: expectedQuery, response: expectedBand },
    (context, { params, query }) => queryExpectedBand(context, params.name, query),
  ),
})
