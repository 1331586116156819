import { resource, route } from '@/lib/http/route'
import { bounds } from '@/lib/metrics/bounds-contract'
import { readBounds } from '@/lib/metrics/service/bounds'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: bounds }, (context) => readBounds(context)),
})
