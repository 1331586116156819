import { resource, route } from '@/lib/http/route'
import { schemaChangeDetail, schemaIdParams } from '@/lib/schemas/contract'
import { getSchemaChange } from '@/lib/schemas/service/changes'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: schemaIdParams, response: schemaChangeDetail }, (context, { params }) =>
    getSchemaChange(context, params.id),
  ),
})
