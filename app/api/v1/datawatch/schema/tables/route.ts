import { resource, route } from '@/lib/http/route'
import { schemaTableBody, schemaTableDetail, schemaTableList, schemaTableQuery } from '@/lib/schemas/contract'
import { listSchemaTables } from '@/lib/schemas/service/read'
import { declareTable } from '@/lib/schemas/service/tell'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: schemaTableQuery, response: schemaTableList }, (context, { query }) =>
    listSchemaTables(context, query),
  ),
  POST: route(
    { guard: 'write', body: schemaTableBody, response: schemaTableDetail, status: 201 },
    (context, { body }) => declareTable(context, body),
  ),
})
