import { resource, route } from '@/lib/http/route'
import { stats } from '@/lib/metrics/stats-contract'
import { readStats } from '@/lib/metrics/service/stats'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: stats }, (context) => readStats(context)),
})
