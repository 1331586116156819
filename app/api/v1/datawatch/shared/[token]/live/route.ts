import { describe } from '@/lib/http/description'
import { resource, respond } from '@/lib/http/route'
import { tokenParams } from '@/lib/shares/contract'
import { streamShared } from '@/lib/shares/service/live'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: describe({ guard: 'public', params: tokenParams, gives: ['text/event-stream'] }, (request, next) =>
    respond(request, async () => streamShared(request, tokenParams.parse(await next.params).token), next),
  ),
})
