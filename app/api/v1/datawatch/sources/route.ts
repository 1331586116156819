import { resource, route } from '@/lib/http/route'
import { sourceList } from '@/lib/sources/contract'
import { listSources } from '@/lib/sources/service/list'

export const { GET, POST, PUT, PATCH, DELETE } = resource({
  GET: route({ guard: 'read', response: sourceList }, (context) => listSources(context)),
})
