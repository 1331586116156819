import { ordered } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'
import { tableParams, tableQuality, tableScoreQuery } from '@/lib/quality/score-contract'
import { readTableQuality } from '@/lib/quality/service/table'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: tableParams, query: ordered(tableScoreQuery), response: tableQuality },
    (context, { params, query }) => readTableQuality(context, params.table, query),
  ),
})
