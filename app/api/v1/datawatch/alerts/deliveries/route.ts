import { deliveryList, deliveryListQuery } from '@/lib/alerts/channel-contract'
import { listDeliveries } from '@/lib/alerts/service/deliveries'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: deliveryListQuery, response: deliveryList }, (context, { query }) =>
    listDeliveries(context, query),
  ),
})
