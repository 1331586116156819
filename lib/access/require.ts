import type { Actor } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { may, type Permission, permissions } from './permissions'

/** Throws `forbidden`, saying what would be needed, where someone may not do that. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return
  const { roles, scopes, says } = permissions[permission]
  const { length } = scopes
  const ofKey = length > 0 ? `an API key with the scope ${scopes.join(' or ')}` : 'a person who is signed in'
  const needs = actor.kind === 'key' ? ofKey : `the role ${roles.join(' or ')}`
  throw new AppError('forbidden', `This is for those who may ${says}: it needs ${needs}`)
}
