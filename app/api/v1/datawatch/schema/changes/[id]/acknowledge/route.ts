import { resource, route } from '@/lib/http/route'
import { schemaAcknowledgeBody, schemaChange, schemaIdParams } from '@/lib/schemas/contract'
import { acknowledgeChange } from '@/lib/schemas/service/changes'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: schemaIdParams, body: schemaAcknowledgeBody.optional(), response: schemaChange },
    (context, { params, body }) => acknowledgeChange(context, params.id, body),
  ),
})
