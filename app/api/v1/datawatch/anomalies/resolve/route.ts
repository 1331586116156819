import { manyBody, manyResult } from '@/lib/anomalies/contract'
import { resolveMany } from '@/lib/anomalies/service/review-many'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', body: manyBody, response: manyResult }, (context, { body }) =>
    resolveMany(context, body),
  ),
})
