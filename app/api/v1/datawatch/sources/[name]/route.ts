import { resource, route } from '@/lib/http/route'
import { sourcePatch, sourceRemoved } from '@/lib/sources/kept-contract'
import { sourceDetail, sourceParams } from '@/lib/sources/list-contract'
import { deleteSource, updateSource } from '@/lib/sources/service/change'
import { getSource } from '@/lib/sources/service/read'

const params = sourceParams

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params, response: sourceDetail }, (context, input) =>
    getSource(context, input.params.name),
  ),
  PATCH: route({ guard: 'sources', params, body: sourcePatch, response: sourceDetail }, (context, input) =>
    updateSource(context, input.params.name, input.body),
  ),
  DELETE: route({ guard: 'sources', params, response: sourceRemoved }, (context, input) =>
    deleteSource(context, input.params.name),
  ),
})
