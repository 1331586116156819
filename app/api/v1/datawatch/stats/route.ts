import { resource, route } from '@/lib/http/route'
import { readStats } from '@/lib/metrics/service/stats'
import { stats } from '@/lib/metrics/stats-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: stats }, (context) => readStats(context)),
})
