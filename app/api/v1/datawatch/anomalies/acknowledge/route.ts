import { acknowledgeManyBody, manyResult } from '@/lib/anomalies/contract'
import { acknowledgeMany } from '@/lib/anomalies/service/review-many'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', body: acknowledgeManyBody, response: manyResult }, (context, { body }) =>
    acknowledgeMany(context, body),
  ),
})
