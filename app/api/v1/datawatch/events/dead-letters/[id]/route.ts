import { deadLetterParams, removedDeadLetters, wholeDeadLetter } from '@/lib/dead-letters/contract'
import { getDeadLetter } from '@/lib/dead-letters/service/read'
import { removeDeadLetter } from '@/lib/dead-letters/service/remove'
import { resource, route } from '@/lib/http/route'

const params = deadLetterParams

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params, response: wholeDeadLetter }, (context, input) =>
    getDeadLetter(context, input.params.id),
  ),
  DELETE: route({ guard: 'write', params, response: removedDeadLetters }, (context, input) =>
    removeDeadLetter(context, input.params.id),
  ),
})
