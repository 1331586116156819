import { eventList, eventListQuery } from '@/lib/events/contract'
import { listEvents } from '@/lib/events/service/list'
import { ordered } from '@/lib/http/contract'
import { deliver } from '@/lib/http/deliver'
import { resource, route } from '@/lib/http/route'

const receive = deliver({ batch: false })

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: receive,
  GET: route(
    { guard: 'read', query: ordered(eventListQuery), response: eventList, exact: true },
    (context, { query }) => listEvents(context, query),
  ),
  OPTIONS: receive,
  PATCH: receive,
  POST: receive,
  PUT: receive,
})
