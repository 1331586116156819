import { apiKey, keyParams, keyPatch } from '@/lib/access/key-contract'
import { changeKey, revokeKey } from '@/lib/access/service/keys'
import { resource, route } from '@/lib/http/route'

const params = keyParams

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: route({ guard: 'keys', params, response: apiKey }, (context, { params: { id } }) => revokeKey(context, id)),
  PATCH: route({ guard: 'keys', params, body: keyPatch, response: apiKey }, (context, { params: { id }, body }) =>
    changeKey(context, id, body),
  ),
})
