import { resource, route } from '@/lib/http/route'
import { sharedBoard, tokenParams } from '@/lib/shares/contract'
import { readSharedBoard } from '@/lib/shares/service/open'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'public', params: tokenParams, response: sharedBoard }, (context, { params }) =>
    readSharedBoard(context, params.token),
  ),
})
