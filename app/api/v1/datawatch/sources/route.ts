import { resource, route } from '@/lib/http/route'
import { sourceBody } from '@/lib/sources/kept-contract'
import { sourceDetail, sourcesAnswer } from '@/lib/sources/list-contract'
import { createSource } from '@/lib/sources/service/change'
import { listAllSources } from '@/lib/sources/service/read'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: sourcesAnswer }, (context) => listAllSources(context)),
  POST: route({ guard: 'sources', body: sourceBody, response: sourceDetail, status: 201 }, (context, { body }) =>
    createSource(context, body),
  ),
})
