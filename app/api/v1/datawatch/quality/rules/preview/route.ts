import { resource, route } from '@/lib/http/route'
import { ruleBody, rulePreview } from '@/lib/quality/contract'
import { previewRule } from '@/lib/quality/service/preview'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'read', body: ruleBody, response: rulePreview, exact: true }, (context, { body }) =>
    previewRule(context, body),
  ),
})
