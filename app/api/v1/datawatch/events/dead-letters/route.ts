import { deadLetterList, deadLetterListQuery, deadLetterQuery, removedDeadLetters } from '@/lib/dead-letters/contract'
import { listDeadLetters } from '@/lib/dead-letters/service/read'
import { removeDeadLetters } from '@/lib/dead-letters/service/remove'
import { ordered } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: ordered(deadLetterListQuery), response: deadLetterList }, (context, { query }) =>
    listDeadLetters(context, query),
  ),
  DELETE: route({ guard: 'write', query: deadLetterQuery, response: removedDeadLetters }, (context, { query }) =>
    removeDeadLetters(context, query),
  ),
})
