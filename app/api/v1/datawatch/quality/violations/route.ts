import { ordered } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'
import { listViolations } from '@/lib/quality/service/violations'
import { violationList, violationListQuery } from '@/lib/quality/violation-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: ordered(violationListQuery), response: violationList }, (context, { query }) =>
    listViolations(context, query),
  ),
})
