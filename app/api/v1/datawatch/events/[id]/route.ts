import { eventParams, storedEvent } from '@/lib/events/contract'
import { getEvent } from '@/lib/events/service/list'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: eventParams, response: storedEvent, exact: true }, (context, { params }) =>
    getEvent(context, params.id),
  ),
})
