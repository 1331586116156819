import {
  dashboardParams,
  removed,
  type WidgetOfBoard,
  widgetBody,
  widgetOfBoard,
  widgetPatch,
} from '@/lib/dashboards/contract'
import { readMatch, tagOf } from '@/lib/dashboards/match'
import { removeWidget } from '@/lib/dashboards/service/remove-widget'
import { replaceWidget } from '@/lib/dashboards/service/replace-widget'
import { updateWidget } from '@/lib/dashboards/service/update-widget'
import { resource, route } from '@/lib/http/route'

const params = dashboardParams
const headers = ({ version }: WidgetOfBoard) => ({ ETag: tagOf(version) })

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  PUT: route({ guard: 'write', params, body: widgetBody, response: widgetOfBoard, headers }, (context, input) =>
    replaceWidget(context, input.params.id, input.body, readMatch(input.request.headers.get('if-match'))),
  ),
  PATCH: route({ guard: 'write', params, body: widgetPatch, response: widgetOfBoard, headers }, (context, input) =>
    updateWidget(context, input.params.id, input.body, readMatch(input.request.headers.get('if-match'))),
  ),
  DELETE: route({ guard: 'write', params, response: removed }, (context, input) =>
    removeWidget(context, input.params.id, readMatch(input.request.headers.get('if-match'))),
  ),
})
