import { eventList } from '@/lib/events/contract'
import { resource, route } from '@/lib/http/route'
import { sharedRowsQuery, tokenParams } from '@/lib/shares/contract'
import { listSharedRows } from '@/lib/shares/service/ask'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'public', params: tokenParams, query: sharedRowsQuery, response: eventList },
    (context, { params, query }) => listSharedRows(context, params.token, query.table),
  ),
})
