import { inspection, inspectQuery } from '@/lib/events/inspect-contract'
import { inspectEvents } from '@/lib/events/service/inspect'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'read', query: inspectQuery, response: inspection, exact: true },
    (context, { query, request }) => inspectEvents(context, query, request),
  ),
})
