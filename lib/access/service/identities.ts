import 'server-only'
import type { Account, Profile } from 'next-auth'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { words } from '@/lib/http/contract'
import { type IdentityProvider, identityProviders } from '../access-words'
import { emailAddress, personName } from '../people-contract'
import { findOpenLinkOf, useLink } from '../store/links'
import {
  findIdentity,
  findUserByEmail,
  insertIdentity,
  insertUser,
  lockPeople,
  type Queryable,
  type UserRow,
} from '../store/users'
import { type Origin, recordDeed } from './audit'
import { isStillGiven } from './open-link'

/** Who somebody is to a provider: the ids of one OpenID issuer say nothing of those of another. */
const subjectOf = ({ config }: Pick<Context, 'config'>, provider: IdentityProvider, id: string) =>
  provider === 'oidc' ? `${config.access.providers.oidc?.issuer ?? ''} ${id}` : id

export const findByIdentity = (context: Context, provider: IdentityProvider, id: string) =>
  findIdentity(context.db, provider, subjectOf(context, provider, id))

type Claims = Omit<Profile, 'email' | 'name'> & { email_verified?: unknown; email?: unknown; name?: unknown }

/** Whom an address that its provider has verified stands for: somebody who is there, was invited, or is of a domain that is let in. */
async function findOrJoin(
  tx: Queryable,
  context: Context,
  { email, name, origin }: { email: string; name: string; origin: Origin },
): Promise<UserRow | undefined> {
  const { config, now } = context
  const found = await findUserByEmail(tx, email)
  if (found) return found
  const { allowed_domains, default_role } = config.access.providers
  const open = await findOpenLinkOf(tx, 'invitation', email, now)
  const link = open && (await isStillGiven(tx, open)) ? open : undefined
  const isAllowed = allowed_domains.includes(email.slice(email.lastIndexOf('@') + 1))
  if (!link && !isAllowed) return undefined
  if (link) await useLink(tx, link.id, now)
  const user = await insertUser(tx, { id: uuidv7(), email, name, role: link?.role ?? default_role, createdAt: now })
  if (link && user) {
    const actor = { kind: 'user', id: user.id, name: email, role: user.role } as const
    const deed = { action: 'invitations.accept', target: user.id, targetName: email, sent: { role: user.role } }
    await recordDeed(tx, actor, now, deed, origin)
  }
  return user
}

/**
 * Whether somebody whom a provider vouches for may come in. Whom it vouched for before is known by their id there; else by an
 * address that it has verified.
 */
export async function admitIdentity(
  context: Context,
  account: Account | null,
  profile: Profile | undefined,
  origin: Origin,
): Promise<boolean> {
  const provider = identityProviders.find((one) => one === account?.provider)
  if (!account || !provider) return false
  const { email_verified, email, name } = (profile ?? {}) as Claims
  const refuse = async (why: string) => {
    const actor = { kind: 'anonymous', name: words(320).safeParse(email).data ?? provider } as const
    const deed = { action: 'sign-in', outcome: 'refused', sent: { provider, why } } as const
    await recordDeed(context.db, actor, context.now, deed, origin)
    return false
  }
  const known = await findByIdentity(context, provider, account.providerAccountId)
  if (known) return known.enabled || refuse('is not let in any more')
  const address = emailAddress.safeParse(email)
  if (!address.success || email_verified !== true) return refuse('has no address that the provider has verified')
  const called = personName.safeParse(name)
  const joined = await context.db.transaction(async (tx) => {
    await lockPeople(tx)
    const name = called.success ? called.data : address.data
    const user = await findOrJoin(tx, context, { email: address.data, name, origin })
    if (!user?.enabled) return false
    const subject = subjectOf(context, provider, account.providerAccountId)
    const identity = { provider, subject, userId: user.id, createdAt: context.now }
    await insertIdentity(tx, identity)
    const actor = { kind: 'user', id: user.id, name: user.email, role: user.role } as const
    await recordDeed(tx, actor, context.now, { action: 'identity.link', target: user.id, sent: { provider } }, origin)
    return true
  })
  return joined || refuse('was neither invited nor is of a domain that is let in')
}
