import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { hashLinkToken } from '../link-token'
import type { Joined, LinkBody, OpenedLink } from '../people-contract'
import { may, reaches } from '../permissions'
import { findOpenLink, type LinkRow, removeLinksOf, useLink } from '../store/links'
import { removeSessions } from '../store/sessions'
import { findUser, insertUser, lockPeople, type Queryable, updateUser } from '../store/users'
import { type Origin, recordDeed } from './audit'
import { giveBackAttempt, takeAttempt } from './limits'
import { hashPassword, requireStrength } from './passwords'

/** The one answer for a link that never was, was used or revoked, or ran out. */
const noLink = () => new AppError('not_found', 'This link does not work any more; ask whoever sent it for a new one')

async function findLink({ db, now }: Context, token: string): Promise<LinkRow> {
  const hash = hashLinkToken(token)
  const row = hash ? await findOpenLink(db, hash, now) : undefined
  if (!row || !(await isStillGiven(db, row))) throw noLink()
  return row
}

/** Whether who made a link may still give what it gives: to become a role, or into the hands of someone of a role. */
export async function isStillGiven(db: Queryable, { makerId, userId, role }: LinkRow): Promise<boolean> {
  const given = userId ? (await findUser(db, userId))?.role : role
  if (!given) return false
  if (!makerId) return true
  const maker = await findUser(db, makerId)
  return Boolean(maker?.enabled && may({ kind: 'user', role: maker.role }, 'people') && reaches(maker.role, given))
}

/** What the page of a link shows of it. */
export async function readLink(context: Context, token: string): Promise<OpenedLink> {
  const { kind, email, role, expiresAt } = await findLink(context, token)
  return { kind, email, role, expires_at: expiresAt.toISOString() }
}

async function join(tx: Queryable, { now }: Context, { email, role }: LinkRow, name: string, passwordHash: string) {
  const made = await insertUser(tx, { id: uuidv7(), email, name, role, passwordHash, createdAt: now })
  if (!made) throw new AppError('conflict', `${email} can sign in already`)
  return made
}

async function choose(tx: Queryable, { userId }: LinkRow, passwordHash: string) {
  const user = await updateUser(tx, userId!, { passwordHash })
  if (!user) throw noLink()
  await removeSessions(tx, user.id)
  await removeLinksOf(tx, 'reset', user.email)
  return user
}

/** Lets the person of a link join, or gives them the password that they chose; the link works this once. */
export async function followLink(context: Context, token: string, body: LinkBody, origin: Origin): Promise<Joined> {
  const { db, now } = context
  await takeAttempt(db, 'link', origin.address)
  const link = await findLink(context, token)
  const name = body.name ?? (link.userId ? (await findUser(db, link.userId))?.name : undefined)
  if (name === undefined) {
    throw new AppError('invalid_input', 'Body name: expected your name', {
      issues: [{ path: 'name', code: 'invalid_type', message: 'expected your name' }],
    })
  }
  await requireStrength(body.password, [link.email, name])
  const passwordHash = await hashPassword(body.password)
  const joined = await db.transaction(async (tx) => {
    await lockPeople(tx)
    if (!(await isStillGiven(tx, link)) || !(await useLink(tx, link.id, now))) throw noLink()
    const joins = link.kind === 'invitation'
    const user = joins ? await join(tx, context, link, name, passwordHash) : await choose(tx, link, passwordHash)
    const actor = { kind: 'user', id: user.id, name: user.email, role: user.role } as const
    const action = joins ? 'invitations.accept' : 'account.password.reset'
    await recordDeed(
      tx,
      actor,
      now,
      { action, target: user.id, targetName: user.email, sent: { role: user.role } },
      origin,
    )
    return { email: user.email }
  })
  await giveBackAttempt(db, 'link', origin.address)
  return joined
}
