import { ordered } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'
import { qualityScore, scoreQuery } from '@/lib/quality/score-contract'
import { scoreQuality } from '@/lib/quality/service/score'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: ordered(scoreQuery), response: qualityScore }, (context, { query }) =>
    scoreQuality(context, query),
  ),
})
