import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { SessionList } from '../contract'
import { requirePermission } from '../require'
import { removeLinksOf } from '../store/links'
import { listSessions, removeSession, removeSessions } from '../store/sessions'
import { findUser } from '../store/users'
import { noPerson, requireReach } from './people'

async function describe({ db, now, actor }: Context, userId: string): Promise<SessionList> {
  const rows = await listSessions(db, userId, now)
  const sessions = rows.map((row) => ({
    id: row.id,
    current: row.id === actor.session,
    provider: row.provider,
    address: row.address,
    user_agent: row.userAgent,
    created_at: row.createdAt.toISOString(),
    seen_at: row.seenAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  }))
  return { sessions, count: sessions.length, next_cursor: null }
}

/** The person who asks. Throws `forbidden` where it is none who signed in. */
export function ownId({ actor }: Context): string {
  requirePermission(actor, 'account')
  if (actor.kind === 'user' && actor.id) return actor.id
  throw new AppError('forbidden', 'Nobody is signed in here: a development server asks for no sign-in')
}

export const listOwnSessions = (context: Context) => describe(context, ownId(context))

/** Ends one session of the person who asks: that of another is as absent as none. */
export async function endOwnSession(context: Context, id: string) {
  const ended = await removeSession(context.db, ownId(context), id)
  if (ended === 0) throw new AppError('not_found', `There is no session with the id ${id}`)
  return { ended }
}

/** Ends all sessions of the person who asks but for this one. */
export const endOtherSessions = async (context: Context) => ({
  ended: await removeSessions(context.db, ownId(context), context.actor.session),
})

async function findReached(context: Context, id: string) {
  requirePermission(context.actor, 'people')
  const user = await findUser(context.db, id)
  if (!user) throw noPerson(id)
  return user
}

export async function listSessionsOf(context: Context, id: string) {
  await findReached(context, id)
  return describe(context, id)
}

/** Signs someone out everywhere. */
export async function endSessionsOf(context: Context, id: string) {
  const user = await findReached(context, id)
  requireReach(context, user.role)
  await removeLinksOf(context.db, 'reset', user.email)
  return { ended: await removeSessions(context.db, id) }
}
