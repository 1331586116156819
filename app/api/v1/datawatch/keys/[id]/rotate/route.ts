import { keyMade, keyParams, rotateBody } from '@/lib/access/key-contract'
import { rotateKey } from '@/lib/access/service/keys'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'keys', params: keyParams, body: rotateBody, response: keyMade, status: 201 },
    (context, { params: { id }, body }) => rotateKey(context, id, body),
  ),
})
