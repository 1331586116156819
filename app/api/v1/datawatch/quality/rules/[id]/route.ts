import { resource, route } from '@/lib/http/route'
import { ruleAnswer, ruleParamsOfPath, rulePatch, ruleRemoved } from '@/lib/quality/contract'
import { deleteRule, getRule, updateRule } from '@/lib/quality/service/rules'

const params = ruleParamsOfPath
const change = route({ guard: 'write', params, body: rulePatch, response: ruleAnswer }, (context, input) =>
  updateRule(context, input.params.id, input.body),
)

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', params, response: ruleAnswer }, (context, input) => getRule(context, input.params.id)),
  PUT: change,
  PATCH: change,
  DELETE: route({ guard: 'write', params, response: ruleRemoved }, (context, input) =>
    deleteRule(context, input.params.id),
  ),
})
