import { resource, route } from '@/lib/http/route'
import { applyDdl } from '@/lib/schemas/service/tell'
import { ddlAnswer, ddlBody } from '@/lib/schemas/snapshot-contract'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'write', body: ddlBody, response: ddlAnswer }, (context, { body }) => applyDdl(context, body)),
})
