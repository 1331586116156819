import { auditList, auditListQuery } from '@/lib/access/audit-contract'
import { listAudit } from '@/lib/access/service/audit'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'audit', query: auditListQuery, response: auditList }, (context, { query }) =>
    listAudit(context, query),
  ),
})
