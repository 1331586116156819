import type { Actor } from '@/lib/context/context'
import { type Role, roles, type Scope } from './access-words'

const from = (least: Role): readonly Role[] => roles.slice(roles.indexOf(least))

type Grant = { roles: readonly Role[]; scopes: readonly Scope[]; says: string }

/**
 * Who may do what: the one table that routes, services and pages read. A person has the permissions of their role, an API key those
 * of its scopes.
 */
export const permissions = {
  self: { roles: roles, scopes: ['ingest', 'read', 'write', 'admin', 'cron'], says: 'see who they are to this server' },
  read: {
    roles: from('viewer'),
    scopes: ['read', 'write', 'admin'],
    says: 'see boards, metrics, events and what was found',
  },
  account: {
    roles: from('viewer'),
    scopes: [],
    says: 'change their own name and password, and end their own sessions',
  },
  ingest: { roles: from('editor'), scopes: ['ingest', 'admin'], says: 'send events, and replay dead letters' },
  write: {
    roles: from('editor'),
    scopes: ['write', 'admin'],
    says: 'change boards, rules, notes, and how alerts stand',
  },
  channels: { roles: from('admin'), scopes: ['admin'], says: 'change where alerts are sent, with the secrets for it' },
  sources: {
    roles: from('admin'),
    scopes: ['admin'],
    says: 'make, change, pause and restart sources, with the passwords for them',
  },
  keys: { roles: from('admin'), scopes: ['admin'], says: 'make, change and revoke API keys' },
  people: { roles: from('admin'), scopes: [], says: 'invite people, change their roles, end their sessions' },
  audit: { roles: from('admin'), scopes: ['admin'], says: 'read the audit log' },
  cron: { roles: [], scopes: ['cron'], says: 'run the jobs of the cron routes' },
} as const satisfies Record<string, Grant>

export type Permission = keyof typeof permissions

export const permissionNames = Object.keys(permissions) as Permission[]

/** Whether someone may do that: whoever uses an open development server may what its owner may. */
export function may({ kind, role, scopes }: Pick<Actor, 'kind' | 'role' | 'scopes'>, permission: Permission): boolean {
  const granted: Grant = permissions[permission]
  if (kind === 'system') return true
  if (kind === 'local') return granted.roles.length > 0
  if (kind === 'user') return role !== undefined && granted.roles.includes(role)
  if (kind === 'key') return (scopes ?? []).some((scope) => granted.scopes.includes(scope))
  return false
}

/** All that someone may do. */
export const permissionsOf = (actor: Pick<Actor, 'kind' | 'role' | 'scopes'>): Permission[] =>
  permissionNames.filter((name) => may(actor, name))

/** Whether `one` stands as high as `other` or higher: nobody changes, or makes, someone above themselves. */
export const reaches = (one: Role, other: Role): boolean => roles.indexOf(one) >= roles.indexOf(other)
