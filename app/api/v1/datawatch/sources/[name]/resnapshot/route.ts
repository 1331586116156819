import { resource, route } from '@/lib/http/route'
import { rereadBody } from '@/lib/sources/kept-contract'
import { sourceDetail, sourceParams } from '@/lib/sources/list-contract'
import { rereadSource } from '@/lib/sources/service/control'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'sources', params: sourceParams, body: rereadBody, response: sourceDetail, status: 202 },
    (context, input) => rereadSource(context, input.params.name, input.body),
  ),
})
