import { resource, route } from '@/lib/http/route'
import { readTransitions } from '@/lib/metrics/service/transitions'
import { transitions, transitionsQuery } from '@/lib/metrics/transitions-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: transitionsQuery, response: transitions }, (context, { query }) =>
    readTransitions(context, query),
  ),
})
