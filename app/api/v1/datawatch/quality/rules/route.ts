import { resource, route } from '@/lib/http/route'
import { ruleAnswer, ruleBody, ruleList, ruleListQuery } from '@/lib/quality/contract'
import { createRule, listRules } from '@/lib/quality/service/rules'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', query: ruleListQuery, response: ruleList }, (context, { query }) =>
    listRules(context, query),
  ),
  POST: route({ guard: 'write', body: ruleBody, response: ruleAnswer, status: 201 }, (context, { body }) =>
    createRule(context, body),
  ),
})
