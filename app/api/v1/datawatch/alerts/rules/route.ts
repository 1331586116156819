import { alertRule, ruleBody, ruleList, ruleListQuery } from '@/lib/alerts/contract'
import { createRule, listRules } from '@/lib/alerts/service/rules'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: ruleListQuery, response: ruleList }, (context, { query }) =>
    listRules(context, query),
  ),
  POST: route({ guard: 'write', body: ruleBody, response: alertRule, status: 201 }, (context, { body }) =>
    createRule(context, body),
  ),
})
