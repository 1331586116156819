import { sessionList, sessionsEnded } from '@/lib/access/contract'
import { personParams } from '@/lib/access/people-contract'
import { endSessionsOf, listSessionsOf } from '@/lib/access/service/sessions'
import { resource, route } from '@/lib/http/route'

const params = personParams

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: route({ guard: 'people', params, response: sessionsEnded }, (context, { params: { id } }) =>
    endSessionsOf(context, id),
  ),
  GET: route({ guard: 'people', params, response: sessionList }, (context, { params: { id } }) =>
    listSessionsOf(context, id),
  ),
})
