import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import type { Person, PersonList, PersonPatch } from '../people-contract'
import { reaches } from '../permissions'
import { requirePermission } from '../require'
import { removeLinksOf } from '../store/links'
import { removeSessions } from '../store/sessions'
import {
  countOwners,
  findUser,
  listUsers,
  lockPeople,
  type Place,
  type Queryable,
  removeUser,
  type UserRow,
  updateUser,
} from '../store/users'

export const noPerson = (id: string) => new AppError('not_found', `There is nobody with the id ${id}`)

type Listed = Awaited<ReturnType<typeof listUsers>>[number]
const toPerson = ({ user, sessions, providers }: Listed): Person => ({
  id: user.id,
  email: user.email,
  name: user.name,
  role: user.role,
  enabled: user.enabled,
  has_password: user.passwordHash !== null,
  providers,
  sessions,
  seen_at: user.seenAt?.toISOString() ?? null,
  created_at: user.createdAt.toISOString(),
  configured: user.configured,
})

function readPlace(cursor: string): Place {
  const [, email = '', id] = /^(.*) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/s.exec(decodeCursor(cursor)) ?? []
  if (!id) throw new AppError('bad_request', 'Query parameter cursor: not one of this list')
  return { email, id }
}

/** A page of the people who may sign in, by their address. */
export async function listPeople(
  { db, now, actor }: Context,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<PersonList> {
  requirePermission(actor, 'people')
  const after = cursor === undefined ? null : readPlace(cursor)
  const rows = await listUsers(db, { after, limit: limit + 1, now })
  const people = rows.slice(0, limit).map(toPerson)
  const last = rows.length > limit ? people.at(-1) : undefined
  return { people, count: people.length, next_cursor: last ? encodeCursor(`${last.email} ${last.id}`) : null }
}

async function readPerson(db: Queryable, id: string, now: Date): Promise<Person> {
  const user = await findUser(db, id)
  if (!user) throw noPerson(id)
  const rows = await listUsers(db, {
    after: { email: user.email, id: '00000000-0000-0000-0000-000000000000' },
    limit: 1,
    now,
  })
  return toPerson(rows[0]!)
}

/** Nobody changes someone who stands above them, nor makes someone who would. */
export function requireReach({ actor }: Context, role: UserRow['role']) {
  const own = actor.kind === 'user' ? actor.role : 'owner'
  if (own && reaches(own, role)) return
  throw new AppError('forbidden', `Only an ${role} may do this to or for an ${role}`)
}

async function requireOwnerLeft(tx: Queryable) {
  if ((await countOwners(tx)) > 0) return
  throw new AppError('conflict', 'This is the last owner; make somebody else an owner first')
}

function requireFree(user: UserRow, change: PersonPatch) {
  const staysOwner = (change.role ?? 'owner') === 'owner' && change.enabled !== false
  if (!user.configured || staysOwner) return
  throw new AppError('conflict', `${user.email} is the owner that access.owner_email of the configuration names`)
}

/** Someone whom whoever asks may change, with nobody else changing people until the transaction ends. */
async function holdReached(tx: Queryable, context: Context, id: string): Promise<UserRow> {
  await lockPeople(tx)
  const user = await findUser(tx, id)
  if (!user) throw noPerson(id)
  requireReach(context, user.role)
  return user
}

/** Changes a name, a role or whether someone may come in: who may not is out at once. */
export function changePerson(context: Context, id: string, change: PersonPatch): Promise<Person> {
  requirePermission(context.actor, 'people')
  return context.db.transaction(async (tx) => {
    const user = await holdReached(tx, context, id)
    if (change.role) requireReach(context, change.role)
    requireFree(user, change)
    await updateUser(tx, id, change)
    await requireOwnerLeft(tx)
    if (change.enabled === false) await removeSessions(tx, id)
    if (change.enabled === false || change.role) await removeLinksOf(tx, 'reset', user.email)
    return readPerson(tx, id, context.now)
  })
}

/** Takes someone out for good; what they made stays. */
export function removePerson(context: Context, id: string) {
  requirePermission(context.actor, 'people')
  return context.db.transaction(async (tx) => {
    const user = await holdReached(tx, context, id)
    requireFree(user, { enabled: false })
    await removeUser(tx, id)
    await removeLinksOf(tx, 'reset', user.email)
    await requireOwnerLeft(tx)
    return { id, deleted: true as const, email: user.email }
  })
}
