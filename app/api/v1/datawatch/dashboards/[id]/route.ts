import {
  type Dashboard,
  dashboard,
  dashboardBody,
  dashboardParams,
  dashboardPatch,
  dashboardRemoval,
  removed,
} from '@/lib/dashboards/contract'
import { readMatch, tagOf } from '@/lib/dashboards/match'
import { deleteDashboard } from '@/lib/dashboards/service/delete-dashboard'
import { getDashboard } from '@/lib/dashboards/service/get-dashboard'
import { replaceDashboard } from '@/lib/dashboards/service/replace-dashboard'
import { updateDashboard } from '@/lib/dashboards/service/update-dashboard'
import { resource, route } from '@/lib/http/route'

const params = dashboardParams
const headers = ({ version }: Dashboard) => ({ ETag: tagOf(version) })

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params, response: dashboard, headers }, (context, input) =>
    getDashboard(context, input.params.id),
  ),
  PUT: route({ guard: 'write', params, body: dashboardBody, response: dashboard, headers }, (context, input) =>
    replaceDashboard(context, input.params.id, input.body, readMatch(input.request.headers.get('if-match'))),
  ),
  PATCH: route({ guard: 'write', params, body: dashboardPatch, response: dashboard, headers }, (context, input) =>
    updateDashboard(context, input.params.id, input.body, readMatch(input.request.headers.get('if-match'))),
  ),
  DELETE: route({ guard: 'write', params, query: dashboardRemoval, response: removed }, (context, input) => {
    const match = readMatch(input.request.headers.get('if-match'))
    return deleteDashboard(context, input.params.id, match, input.query.permanently)
  }),
})
