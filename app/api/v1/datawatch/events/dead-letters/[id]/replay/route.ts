import { deadLetterParams, replayOneBody, replayResult } from '@/lib/dead-letters/contract'
import { replayDeadLetter } from '@/lib/dead-letters/service/replay-one'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'ingest', params: deadLetterParams, body: replayOneBody, response: replayResult },
    (context, { params, body }) => replayDeadLetter(context, params.id, body),
  ),
})
