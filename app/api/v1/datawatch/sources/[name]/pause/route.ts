import { resource, route } from '@/lib/http/route'
import { sourceDetail, sourceParams } from '@/lib/sources/list-contract'
import { pauseSource } from '@/lib/sources/service/control'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'sources', params: sourceParams, response: sourceDetail }, (context, input) =>
    pauseSource(context, input.params.name),
  ),
})
