import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { hashLinkToken, makeLinkToken } from '../link-token'
import type { Invitation, InvitationBody, InvitationList, InvitationMade } from '../people-contract'
import { requirePermission } from '../require'
import { type LinkRow, listOpenLinks, putLink, removeLink } from '../store/links'
import { findUser, findUserByEmail, lockPeople } from '../store/users'
import { noPerson, requireReach } from './people'

const day = 86_400_000
const lasts = { invitation: 7 * day, reset: day }

const toInvitation = ({ id, kind, email, role, createdBy, createdAt, expiresAt }: LinkRow): Invitation => ({
  ...{ id, kind, email, role },
  created_by: createdBy,
  created_at: createdAt.toISOString(),
  expires_at: expiresAt.toISOString(),
})

/** Links that nobody has followed yet: invitations, and those to a new password. */
export async function listInvitations({ db, now, actor }: Context): Promise<InvitationList> {
  requirePermission(actor, 'people')
  const invitations = (await listOpenLinks(db, now)).map(toInvitation)
  return { invitations, count: invitations.length, next_cursor: null }
}

type Made = Pick<LinkRow, 'kind' | 'email' | 'role' | 'userId'>

async function makeLink(
  tx: Context['db'] | Parameters<typeof putLink>[0],
  context: Context,
  made: Made,
  origin: string,
) {
  const token = makeLinkToken()
  const row = await putLink(tx, {
    ...made,
    id: uuidv7(),
    tokenHash: hashLinkToken(token)!,
    createdBy: context.actor.name,
    makerId: context.actor.kind === 'user' ? (context.actor.id ?? null) : null,
    createdAt: context.now,
    expiresAt: new Date(context.now.getTime() + lasts[made.kind]),
  })
  return { ...toInvitation(row), url: `${origin}/invite/${token}` }
}

/** Invites someone with a role: a link for seven days, in the place of one that they may have had. */
export function invite(context: Context, { email, role }: InvitationBody, origin: string): Promise<InvitationMade> {
  requirePermission(context.actor, 'people')
  requireReach(context, role)
  return context.db.transaction(async (tx) => {
    await lockPeople(tx)
    if (await findUserByEmail(tx, email)) throw new AppError('conflict', `${email} can sign in already`)
    return makeLink(tx, context, { kind: 'invitation', email, role, userId: null }, origin)
  })
}

export function revokeInvitation(context: Context, id: string) {
  requirePermission(context.actor, 'people')
  return context.db.transaction(async (tx) => {
    const row = await removeLink(tx, id)
    if (!row) throw new AppError('not_found', `There is no open link with the id ${id}`)
    requireReach(context, row.role)
    return { id, revoked: true as const, email: row.email }
  })
}

/** A link for a day by which someone chooses a new password. */
export async function makeResetLink(context: Context, id: string, origin: string): Promise<InvitationMade> {
  requirePermission(context.actor, 'people')
  const user = await findUser(context.db, id)
  if (!user) throw noPerson(id)
  requireReach(context, user.role)
  if (user.configured) {
    throw new AppError(
      'conflict',
      `The password of ${user.email} is that of access.owner_password in the configuration`,
    )
  }
  return makeLink(context.db, context, { kind: 'reset', email: user.email, role: user.role, userId: id }, origin)
}
