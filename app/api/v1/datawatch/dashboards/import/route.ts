import { dashboard, importBody } from '@/lib/dashboards/contract'
import { importDashboard } from '@/lib/dashboards/service/import-dashboard'
import { documentMedia, readDocument } from '@/lib/http/document'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'write', body: importBody, read: readDocument, takes: documentMedia, response: dashboard, status: 201 },
    (context, { body }) => importDashboard(context, body),
  ),
})
