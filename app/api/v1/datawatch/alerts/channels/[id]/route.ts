import { channel, channelParams, channelPatch, channelRemoved } from '@/lib/alerts/channel-contract'
import { deleteChannel, getChannel, updateChannel } from '@/lib/alerts/service/channels'
import { resource, route } from '@/lib/http/route'

const params = channelParams
const change = route({ guard: 'channels', params, body: channelPatch, response: channel }, (context, input) =>
  updateChannel(context, input.params.id, input.body),
)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params, response: channel }, (context, input) => getChannel(context, input.params.id)),
  PUT: change,
  PATCH: change,
  DELETE: route({ guard: 'channels', params, response: channelRemoved }, (context, input) =>
    deleteChannel(context, input.params.id),
  ),
})
