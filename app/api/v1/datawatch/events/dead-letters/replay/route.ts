import { replayBody, replayResult } from '@/lib/dead-letters/contract'
import { replayDeadLetters } from '@/lib/dead-letters/service/replay'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'ingest', body: replayBody, response: replayResult }, (context, { body }) =>
    replayDeadLetters(context, body),
  ),
})
