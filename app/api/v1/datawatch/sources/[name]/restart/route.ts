import { resource, route } from '@/lib/http/route'
import { sourceDetail, sourceParams } from '@/lib/sources/list-contract'
import { restartSource } from '@/lib/sources/service/control'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'sources', params: sourceParams, response: sourceDetail }, (context, input) =>
    restartSource(context, input.params.name),
  ),
})
