import { channel, channelBody, channelList } from '@/lib/alerts/channel-contract'
import { createChannel, listChannels } from '@/lib/alerts/service/channels'
import { pageQuery } from '@/lib/http/contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: pageQuery, response: channelList }, (context, { query }) =>
    listChannels(context, query),
  ),
  POST: route({ guard: 'channels', body: channelBody, response: channel, status: 201 }, (context, { body }) =>
    createChannel(context, body),
  ),
})
