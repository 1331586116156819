import { dashboardBody, dashboardParams } from '@/lib/dashboards/contract'
import { boardPatch } from '@/lib/dashboards/file-contract'
import { patchBoard } from '@/lib/dashboards/service/patch-board'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'read', params: dashboardParams, body: dashboardBody, response: boardPatch },
    (context, { params, body }) => patchBoard(context, params.id, body),
  ),
})
