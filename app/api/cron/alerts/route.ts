import { evaluationFigures } from '@/lib/alerts/evaluation-contract'
import { evaluateRules } from '@/lib/alerts/service/evaluate'
import { resource, route } from '@/lib/http/route'

const evaluate = route({ guard: 'cron', response: evaluationFigures }, (context) => evaluateRules(context))

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({ GET: evaluate, POST: evaluate })
