import { previewBody, rulePreview } from '@/lib/alerts/contract'
import { previewRule } from '@/lib/alerts/service/preview'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'read', body: previewBody, response: rulePreview }, (context, { body }) =>
    previewRule(context, body),
  ),
})
