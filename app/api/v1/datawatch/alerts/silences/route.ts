import { silence, silenceBody, silenceList, silenceListQuery } from '@/lib/alerts/routing-contract'
import { createSilence, listSilences } from '@/lib/alerts/service/silences'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: silenceListQuery, response: silenceList }, (context, { query }) =>
    listSilences(context, query),
  ),
  POST: route({ guard: 'write', body: silenceBody, response: silence, status: 201 }, (context, { body }) =>
    createSilence(context, body),
  ),
})
