import { dashboard } from '@/lib/dashboards/contract'
import { tagOf } from '@/lib/dashboards/match'
import { createFromTemplate, getTemplate } from '@/lib/dashboards/service/templates'
import { boardTemplate, templateBody, templateParams, templateQuery } from '@/lib/dashboards/template-contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route(
    { guard: 'read', params: templateParams, query: templateQuery, response: boardTemplate },
    (context, { params, query }) => getTemplate(context, params.template, query),
  ),
  POST: route(
    {
      ...{ guard: 'write', params: templateParams, body: templateBody, response: dashboard, status: 201 },
      headers: ({ version }) => ({ ETag: tagOf(version) }),
    },
    (context, { params, body }) => createFromTemplate(context, params.template, body),
  ),
})
