import { resource, route } from '@/lib/http/route'
import { schemaIdParams } from '@/lib/schemas/contract'
import { getSnapshot } from '@/lib/schemas/service/snapshots'
import { snapshot } from '@/lib/schemas/snapshot-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: schemaIdParams, response: snapshot }, (context, { params }) =>
    getSnapshot(context, params.id),
  ),
})
