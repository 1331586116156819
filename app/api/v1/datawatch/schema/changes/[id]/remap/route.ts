import { resource, route } from '@/lib/http/route'
import { schemaIdParams } from '@/lib/schemas/contract'
import { remap, remapBody } from '@/lib/schemas/remap-contract'
import { remapColumn } from '@/lib/schemas/service/remap'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', params: schemaIdParams, body: remapBody, response: remap },
    (context, { params, body }) => remapColumn(context, params.id, body),
  ),
})
