import { resource, route } from '@/lib/http/route'
import { share, shareParams } from '@/lib/shares/contract'
import { revokeShare } from '@/lib/shares/service/manage'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: route({ guard: 'write', params: shareParams, response: share }, (context, { params }) =>
    revokeShare(context, params.id, params.share),
  ),
})
