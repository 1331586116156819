import { listTemplates } from '@/lib/dashboards/service/templates'
import { templateList } from '@/lib/dashboards/template-contract'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'read', response: templateList }, (context) => listTemplates(context)),
})
