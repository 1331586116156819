const verbs = new Set([
  'acknowledge',
  'bulk',
  'check',
  'ddl',
  'import',
  'password',
  'reopen',
  'replay',
  'resolve',
  'rotate',
  'test',
])
const endings: Record<string, string> = { POST: 'create', PUT: 'replace', PATCH: 'update', DELETE: 'delete' }
const isParameter = (part: string) => part.startsWith('[')

/**
 * What a request did, in a word that can be looked for: `PATCH /alerts/rules/[id]` is `alerts.rules.update`, `POST
 * /alerts/[id]/acknowledge` is `alerts.acknowledge`. `route` is the address with its parameters by name.
 */
export function auditAction(method: string, route: string): string {
  const parts = route.split('/').filter((part) => part !== '')
  const words = parts.slice(parts.indexOf('datawatch') + 1)
  const named = words.filter((part) => !isParameter(part))
  const last = words.at(-1) ?? ''
  const isVerb = method === 'POST' && !isParameter(last) && (verbs.has(last) || words.slice(0, -1).some(isParameter))
  return [...named, ...(isVerb ? [] : [endings[method] ?? method.toLowerCase()])].join('.')
}
