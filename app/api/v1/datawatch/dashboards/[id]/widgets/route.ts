import { dashboardParams, widgetBody, widgetOfBoard } from '@/lib/dashboards/contract'
import { tagOf } from '@/lib/dashboards/match'
import { addWidget } from '@/lib/dashboards/service/add-widget'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    {
      guard: 'write',
      params: dashboardParams,
      body: widgetBody,
      response: widgetOfBoard,
      status: 201,
      headers: ({ version }) => ({ ETag: tagOf(version) }),
    },
    (context, { params, body }) => addWidget(context, params.id, body),
  ),
})
