import { sessionsEnded } from '@/lib/access/contract'
import { personParams } from '@/lib/access/people-contract'
import { endOwnSession } from '@/lib/access/service/sessions'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: route({ guard: 'account', params: personParams, response: sessionsEnded }, (context, { params: { id } }) =>
    endOwnSession(context, id),
  ),
})
