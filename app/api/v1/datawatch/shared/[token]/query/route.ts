import { resource, route } from '@/lib/http/route'
import { batchAnswer, batchQuery } from '@/lib/metrics/contract'
import { sharedVariables, tokenParams } from '@/lib/shares/contract'
import { askShared } from '@/lib/shares/service/ask'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'public', params: tokenParams, query: sharedVariables, body: batchQuery, response: batchAnswer },
    (context, { params, query, body }) => askShared(context, params.token, body, query.variables),
  ),
})
