import { resource, route } from '@/lib/http/route'
import { compareSchemas } from '@/lib/schemas/service/snapshots'
import { compareQuery, comparison } from '@/lib/schemas/snapshot-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: compareQuery, response: comparison }, (context, { query }) =>
    compareSchemas(context, query),
  ),
})
