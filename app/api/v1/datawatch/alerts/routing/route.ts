import { routing, routingAnswer } from '@/lib/alerts/routing-contract'
import { getRouting, setRouting } from '@/lib/alerts/service/routing'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: routingAnswer }, (context) => getRouting(context)),
  PUT: route({ guard: 'write', body: routing, response: routingAnswer }, (context, { body }) =>
    setRouting(context, body),
  ),
})
