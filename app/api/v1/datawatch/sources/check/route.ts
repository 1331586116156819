import { resource, route } from '@/lib/http/route'
import { checkBody, setupAnswer } from '@/lib/sources/check-contract'
import { checkSource } from '@/lib/sources/service/check'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'sources', body: checkBody, response: setupAnswer }, (context, { body }) =>
    checkSource(context, body),
  ),
})
