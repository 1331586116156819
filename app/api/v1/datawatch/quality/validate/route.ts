import { resource, route } from '@/lib/http/route'
import { validateBody, validation } from '@/lib/quality/score-contract'
import { validateRecords } from '@/lib/quality/service/validate'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'read', body: validateBody, response: validation }, (context, { body }) =>
    validateRecords(context, body),
  ),
})
