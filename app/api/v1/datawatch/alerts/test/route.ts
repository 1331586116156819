import { testBody, testResult } from '@/lib/alerts/channel-contract'
import { tryChannel } from '@/lib/alerts/service/try-channel'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'channels', body: testBody, response: testResult }, (context, { body }) =>
    tryChannel(context, body),
  ),
})
