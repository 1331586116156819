import { resource, route } from '@/lib/http/route'
import { schemaTableChoice, schemaTableDetail, schemaTableParams } from '@/lib/schemas/contract'
import { getSchemaTable } from '@/lib/schemas/service/read'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: schemaTableParams, query: schemaTableChoice, response: schemaTableDetail },
    (context, { params, query }) => getSchemaTable(context, { ...params, ...query }),
  ),
})
