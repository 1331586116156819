import type { AuditEntry } from '@/lib/access/audit-contract'
import { providerWords } from './provider-words'

type Said = (entry: AuditEntry, about: string) => string

const text = (value: unknown) => (typeof value === 'string' ? value : '')

const special: Record<string, Said> = {
  setup: () => 'set this server up',
  'sign-in': ({ detail, outcome }) => {
    const by = text(detail.provider) ? ` by ${providerWords(text(detail.provider))}` : ''
    return outcome === 'done' ? `signed in${by}` : `could not sign in${by}${detail.why ? `: ${text(detail.why)}` : ''}`
  },
  'sign-out': () => 'signed out',
  'invitations.accept': ({ detail }) => `joined${detail.role ? ` as ${text(detail.role)}` : ''}`,
  'identity.link': ({ detail }) => `can now sign in by ${providerWords(text(detail.provider))}`,
  'account.update': ({ detail }) => `called themselves ${text(detail.name)}`,
  'account.password.create': () => 'changed their password',
  'account.password.reset': () => 'chose a new password with a link',
  'account.sessions.delete': () => 'signed themselves out in another browser',
  'people.update': ({ detail }, about) => {
    const { role, enabled, name } = detail
    if (role) return `changed the role of ${about} to ${text(role)}`
    if (enabled === false) return `switched ${about} off`
    if (enabled === true) return `let ${about} sign in again`
    return `renamed ${name ? 'somebody' : about}${name ? ` to ${text(name)}` : ''}`
  },
  'people.delete': (_, about) => `removed ${about}`,
  'people.reset': (_, about) => `made a link for a new password of ${about}`,
  'people.sessions.delete': (_, about) => `signed ${about} out everywhere`,
  'people.invitations.create': ({ detail }, about) =>
    `invited ${text(detail.email) || about}${detail.role ? ` as ${text(detail.role)}` : ''}`,
  'people.invitations.delete': () => 'revoked an invitation',
  'keys.delete': (_, about) => `revoked the API key ${about}`,
  'sources.check': (_, about) => `checked the database of the source ${about}`,
  'sources.pause': (_, about) => `paused the source ${about}`,
  'sources.resume': (_, about) => `resumed the source ${about}`,
  'sources.restart': (_, about) => `restarted the source ${about}`,
  'sources.resnapshot': (_, about) => `had tables of the source ${about} read again`,
}

const things: Record<string, string> = {
  alerts: 'the alert',
  'alerts.channels': 'the channel',
  'alerts.deliveries': 'messages of alerts',
  'alerts.routing': 'the routing of alerts',
  'alerts.rules': 'the alert rule',
  'alerts.silences': 'the silence',
  anomalies: 'the anomaly',
  dashboards: 'the board',
  'dashboards.share': 'a link to the board',
  'dashboards.versions': 'a version of the board',
  'dashboards.widgets': 'a widget of the board',
  'events.dead-letters': 'dead letters',
  keys: 'the API key',
  metrics: 'the metric',
  'metrics.detection': 'the detection on',
  notes: 'the note',
  'quality.rules': 'the quality rule',
  'quality.violations': 'the violation',
  'schema.changes': 'the schema change',
  'schema.columns': 'the column',
  'schema.snapshots': 'the snapshot',
  sources: 'the source',
  widgets: 'the widget',
}

const verbs: Record<string, string> = {
  acknowledge: 'acknowledged',
  assign: 'assigned',
  comment: 'commented on',
  create: 'made',
  delete: 'deleted',
  duplicate: 'copied',
  feedback: 'gave feedback on',
  import: 'imported',
  patch: 'patched',
  remap: 'remapped',
  reopen: 'reopened',
  replace: 'changed',
  replay: 'replayed',
  resolve: 'resolved',
  restore: 'restored',
  rotate: 'rotated',
  share: 'shared',
  snooze: 'snoozed',
  test: 'tested',
  unacknowledge: 'took back the acknowledgement of',
  unsnooze: 'woke',
  update: 'changed',
}

/** What someone did, after their name: `changed the role of Bob to editor`; where no words are known for it, its action. */
export function auditWords(entry: AuditEntry, nameOf: (id: string) => string | undefined = () => undefined): string {
  const { action, target, target_name: name, detail } = entry
  const called = nameOf(target ?? '') ?? nameOf(name ?? '') ?? name
  const about = called ?? (text(detail.name) || text(detail.title) || text(detail.text).slice(0, 80) || target || '')
  const own = special[action]
  if (own) return own(entry, about || 'somebody').trim()
  const at = action.lastIndexOf('.')
  const [thing, verb] = [things[action.slice(0, at)], verbs[action.slice(at + 1)]]
  return thing && verb ? `${verb} ${thing} ${about}`.trim() : `${action} ${about}`.trim()
}

/** The kinds of deeds that one may look for, by how their actions begin. */
export const auditKinds = [
  { value: 'sign-*', label: 'Signing in and out' },
  { value: 'people.*', label: 'People' },
  { value: 'account.*', label: 'Own accounts' },
  { value: 'keys.*', label: 'API keys' },
  { value: 'dashboards.*', label: 'Boards' },
  { value: 'alerts.*', label: 'Alerts' },
  { value: 'anomalies.*', label: 'Anomalies' },
  { value: 'quality.*', label: 'Quality' },
  { value: 'schema.*', label: 'Schemas' },
  { value: 'metrics.*', label: 'Metrics' },
  { value: 'notes.*', label: 'Notes' },
  { value: 'events.*', label: 'Events' },
] as const
