import { resource, route } from '@/lib/http/route'
import { getSchemaStats } from '@/lib/schemas/service/read'
import { schemaStats } from '@/lib/schemas/snapshot-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: schemaStats }, (context) => getSchemaStats(context)),
})
