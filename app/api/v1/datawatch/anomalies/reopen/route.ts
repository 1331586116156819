import { manyResult, reopenManyBody } from '@/lib/anomalies/contract'
import { reopenMany } from '@/lib/anomalies/service/review-many'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', body: reopenManyBody, response: manyResult }, (context, { body }) =>
    reopenMany(context, body),
  ),
})
