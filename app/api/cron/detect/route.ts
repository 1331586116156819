import { detectionFigures } from '@/lib/anomalies/contract'
import { detectAnomalies } from '@/lib/anomalies/service/detect'
import { resource, route } from '@/lib/http/route'

const runPass = route({ guard: 'cron', response: detectionFigures }, (context) => detectAnomalies(context))

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: runPass, POST: runPass })
