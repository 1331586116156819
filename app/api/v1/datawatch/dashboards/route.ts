import { dashboard, dashboardBody, dashboardList, dashboardListQuery } from '@/lib/dashboards/contract'
import { tagOf } from '@/lib/dashboards/match'
import { createDashboard } from '@/lib/dashboards/service/create-dashboard'
import { listDashboards } from '@/lib/dashboards/service/list-dashboards'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: dashboardListQuery, response: dashboardList }, (context, { query }) =>
    listDashboards(context, query),
  ),
  POST: route(
    {
      guard: 'write',
      body: dashboardBody,
      response: dashboard,
      status: 201,
      headers: ({ version }) => ({ ETag: tagOf(version) }),
    },
    (context, { body }) => createDashboard(context, body),
  ),
})
