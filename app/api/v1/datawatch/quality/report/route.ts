import { ordered } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'
import { qualityReport, scoreQuery } from '@/lib/quality/score-contract'
import { reportQuality } from '@/lib/quality/service/report'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: ordered(scoreQuery), response: qualityReport }, (context, { query }) =>
    reportQuality(context, query),
  ),
})
