import { replayBody, replayResult } from '@/lib/alerts/channel-contract'
import { replayDeliveries } from '@/lib/alerts/service/deliveries'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', body: replayBody, response: replayResult }, (context, { body }) =>
    replayDeliveries(context, body),
  ),
})
