import { resource, route } from '@/lib/http/route'
import { qualityStats } from '@/lib/quality/score-contract'
import { readQualityStats } from '@/lib/quality/service/score'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: qualityStats }, (context) => readQualityStats(context)),
})
