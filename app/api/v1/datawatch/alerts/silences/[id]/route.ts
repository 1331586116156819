import { silence, silenceParams, silenceRemoved } from '@/lib/alerts/routing-contract'
import { endSilence, getSilence } from '@/lib/alerts/service/silences'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: silenceParams, response: silence }, (context, { params }) =>
    getSilence(context, params.id),
  ),
  DELETE: route({ guard: 'write', params: silenceParams, response: silenceRemoved }, (context, { params }) =>
    endSilence(context, params.id),
  ),
})
