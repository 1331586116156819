import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { withDeadline } from '@/lib/http/deadline'
import { isSame, ownerOf } from '../owner'
import type { Joined, SetupBody } from '../people-contract'
import { plainCode, setupCode } from '../setup-code'
import { removeSessions } from '../store/sessions'
import { countUsers, findUserByEmail, insertUser, lockPeople, releaseConfigured, updateUser } from '../store/users'
import { type Origin, recordDeed } from './audit'
import { isOpen } from './authenticate'
import { takeAttempt } from './limits'
import { hashPassword, isPassword, requireStrength } from './passwords'

const lookMs = 5000

/** Whether there is nobody yet who could sign in. */
export const isSetupNeeded = async ({ db }: Context): Promise<boolean> =>
  (await withDeadline(countUsers(db), lookMs, 'try again')) === 0

/** Makes the first owner: who asks has read the code in the log of the server. Afterwards there is no such door. */
export async function setUp(context: Context, body: SetupBody, origin: Origin): Promise<Joined> {
  const { db, config, now } = context
  if (!(await isSetupNeeded(context))) throw new AppError('not_found', 'This server is set up; sign in')
  await takeAttempt(db, 'setup', origin.address)
  if (!isSame(plainCode(body.code), plainCode(setupCode(config.access.secret)))) {
    const message = 'not the code that this server wrote into its log when it started'
    throw new AppError('invalid_input', `Body code: ${message}`, {
      issues: [{ path: 'code', code: 'wrong_code', message }],
    })
  }
  const { email, name, password } = body
  await requireStrength(password, [email, name])
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    await lockPeople(tx)
    if ((await countUsers(tx)) > 0) throw new AppError('not_found', 'This server is set up; sign in')
    const user = await insertUser(tx, { id: uuidv7(), email, name, role: 'owner', passwordHash, createdAt: now })
    const actor = { kind: 'user', id: user!.id, name: email, role: 'owner' } as const
    await recordDeed(tx, actor, now, { action: 'setup', target: user!.id, targetName: email }, origin)
    return { email }
  })
}

/**
 * Makes the owner whom the configuration names one who can sign in with the password that it says: another password there is another
 * one here, and ends their sessions. Whoever it no longer names stays, as anyone else.
 */
export async function applyConfiguredOwner(context: Context): Promise<void> {
  const { db, config, now, log } = context
  const owner = ownerOf(config.access)
  await db.transaction(async (tx) => {
    await lockPeople(tx)
    const email = owner?.email.trim().toLowerCase()
    const found = email === undefined ? undefined : await findUserByEmail(tx, email)
    if (owner && email && !found) {
      const passwordHash = await hashPassword(owner.password)
      const made = { id: uuidv7(), email, name: email, role: 'owner', passwordHash, configured: true } as const
      await insertUser(tx, { ...made, createdAt: now })
    } else if (owner && found) {
      const same = await isPassword(found.passwordHash, owner.password)
      const passwordHash = same ? found.passwordHash : await hashPassword(owner.password)
      await updateUser(tx, found.id, { passwordHash, role: 'owner', enabled: true, configured: true })
      if (!same) await removeSessions(tx, found.id)
    }
    await releaseConfigured(tx, email)
  })
  if (!isOpen(config) && (await isSetupNeeded(context))) {
    log.warn(`nobody can sign in yet: open /setup and enter the setup code ${setupCode(config.access.secret)}`)
  }
}
