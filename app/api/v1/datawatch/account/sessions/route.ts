import { sessionList, sessionsEnded } from '@/lib/access/contract'
import { endOtherSessions, listOwnSessions } from '@/lib/access/service/sessions'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: route({ guard: 'account', response: sessionsEnded }, (context) => endOtherSessions(context)),
  GET: route({ guard: 'account', response: sessionList }, (context) => listOwnSessions(context)),
})
