import { resource, route } from '@/lib/http/route'
import { batchAnswer, batchQuery } from '@/lib/metrics/contract'
import { runQueries } from '@/lib/metrics/service/batch'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'read', body: batchQuery, response: batchAnswer }, (context, { body }) =>
    runQueries(context, body),
  ),
})
