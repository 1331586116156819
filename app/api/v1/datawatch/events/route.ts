import { eventList, eventListQuery } from '@/lib/events/contract'
import { listEvents } from '@/lib/events/service/list'
import { deliver } from '@/lib/http/deliver'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: eventListQuery, response: eventList }, (context, { query }) =>
    listEvents(context, query),
  ),
  POST: deliver({ batch: false }),
})
