import { resource, route } from '@/lib/http/route'
import { sourceList } from '@/lib/sources/contract'
import { listSources } from '@/lib/sources/service/list'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: sourceList }, (context) => listSources(context)),
})
