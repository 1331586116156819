import { expect, test } from 'vitest'
import { auditAction } from '@/lib/access/audit-action'

const api = '/api/v1/datawatch'

test.each([
  ['POST', '/alerts/rules', 'alerts.rules.create'],
  ['PUT', '/alerts/rules/[id]', 'alerts.rules.replace'],
  ['PATCH', '/alerts/rules/[id]', 'alerts.rules.update'],
  ['DELETE', '/dashboards/[id]', 'dashboards.delete'],
  ['POST', '/alerts/[id]/acknowledge', 'alerts.acknowledge'],
  ['POST', '/anomalies/acknowledge', 'anomalies.acknowledge'],
  ['POST', '/dashboards/[id]/versions/[n]/restore', 'dashboards.versions.restore'],
  ['DELETE', '/dashboards/[id]/share/[share]', 'dashboards.share.delete'],
  ['POST', '/dashboards/templates/[template]', 'dashboards.templates.create'],
  ['POST', '/account/password', 'account.password'],
  ['POST', '/keys/[id]/rotate', 'keys.rotate'],
  ['POST', '/schema/ddl', 'schema.ddl'],
])('%s %s is %s', (method, route, action) => {
  expect(auditAction(method, `${api}${route}`)).toBe(action)
})
