import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { insertSession } from '../store/sessions'
import { findUserByEmail, type UserRow } from '../store/users'
import { type Origin, recordDeed } from './audit'
import { isPassword } from './passwords'

/** The person who has this address and this password, and may come in; takes as long for an address that nobody has. */
export async function findByPassword({ db }: Context, email: string, password: string): Promise<UserRow | null> {
  const plain = email.trim().toLowerCase()
  const user = plain.includes('\0') ? undefined : await findUserByEmail(db, plain)
  const right = await isPassword(user?.passwordHash, password)
  return right && user?.enabled ? user : null
}

export type Browser = Origin & { userAgent: string }

/** Opens a session of a person; answers its id, that its cookie carries. */
export function openSession(
  { db, now, config }: Context,
  user: UserRow,
  provider: string,
  browser: Browser,
): Promise<string> {
  const id = uuidv7()
  return db.transaction(async (tx) => {
    await insertSession(tx, {
      id,
      userId: user.id,
      provider,
      address: browser.address ?? '',
      userAgent: browser.userAgent.slice(0, 500),
      createdAt: now,
      seenAt: now,
      expiresAt: new Date(now.getTime() + config.access.session_lifetime),
    })
    const actor = { kind: 'user', id: user.id, name: user.email, role: user.role } as const
    const deed = { action: 'sign-in', target: user.id, targetName: user.email, sent: { provider } }
    await recordDeed(tx, actor, now, deed, browser)
    return id
  })
}
