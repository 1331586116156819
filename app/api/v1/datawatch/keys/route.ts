import { keyBody, keyList, keyListQuery, keyMade } from '@/lib/access/key-contract'
import { createKey, listKeys } from '@/lib/access/service/keys'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'keys', query: keyListQuery, response: keyList }, (context, { query }) =>
    listKeys(context, query),
  ),
  POST: route({ guard: 'keys', body: keyBody, response: keyMade, status: 201 }, (context, { body }) =>
    createKey(context, body),
  ),
})
