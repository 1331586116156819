import { alertRule, ruleBody, ruleParams, rulePatch, ruleRemoved } from '@/lib/alerts/contract'
import { deleteRule, getRule, setRule, updateRule } from '@/lib/alerts/service/rules'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params: ruleParams, response: alertRule }, (context, { params }) =>
    getRule(context, params.id),
  ),
  PUT: route({ guard: 'write', params: ruleParams, body: ruleBody, response: alertRule }, (context, { params, body }) =>
    setRule(context, params.id, body),
  ),
  PATCH: route(
    { guard: 'write', params: ruleParams, body: rulePatch, response: alertRule },
    (context, { params, body }) => updateRule(context, params.id, body),
  ),
  DELETE: route({ guard: 'write', params: ruleParams, response: ruleRemoved }, (context, { params }) =>
    deleteRule(context, params.id),
  ),
})
