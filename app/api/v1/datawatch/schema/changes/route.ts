import { resource, route } from '@/lib/http/route'
import { schemaChangeList, schemaChangeQuery } from '@/lib/schemas/contract'
import { listSchemaChanges } from '@/lib/schemas/service/read'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: schemaChangeQuery, response: schemaChangeList }, (context, { query }) =>
    listSchemaChanges(context, query),
  ),
})
