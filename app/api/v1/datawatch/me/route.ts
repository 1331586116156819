import { viewer } from '@/lib/access/contract'
import { describeViewer } from '@/lib/access/service/viewer'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'self', response: viewer }, (context) => describeViewer(context)),
})
