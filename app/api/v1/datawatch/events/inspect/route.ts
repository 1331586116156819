import { eventBatch, eventMedia } from '@/lib/events/delivery-contract'
import { inspection, inspectQuery } from '@/lib/events/inspect-contract'
import { inspectEvents } from '@/lib/events/service/inspect'
import { describe } from '@/lib/http/description'
import { resource, route } from '@/lib/http/route'

const shape = { guard: 'read', query: inspectQuery, response: inspection, exact: true } as const

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: describe(
    { ...shape, body: eventBatch, takes: eventMedia },
    route(shape, (context, { query, request }) => inspectEvents(context, query, request)),
  ),
})
