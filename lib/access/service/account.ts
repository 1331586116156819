import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { AccountPatch, PasswordBody } from '../people-contract'
import { removeLinksOf } from '../store/links'
import { removeSessions } from '../store/sessions'
import { findUser, updateUser } from '../store/users'
import { takeAttempt } from './limits'
import { hashPassword, isPassword, requireStrength } from './passwords'
import { ownId } from './sessions'
import { describeViewer } from './viewer'

export async function changeAccount(context: Context, { name }: AccountPatch) {
  await updateUser(context.db, ownId(context), { name })
  return describeViewer(context)
}

/** Gives the person who asks another password, and ends their other sessions. */
export async function changePassword(context: Context, { current, password }: PasswordBody) {
  const id = ownId(context)
  await takeAttempt(context.db, `password ${id}`)
  const user = await findUser(context.db, id)
  if (user?.configured) {
    throw new AppError('conflict', 'The password of this owner is that of access.owner_password in the configuration')
  }
  if (!(await isPassword(user?.passwordHash, current))) {
    const message = 'this is not your password'
    throw new AppError('invalid_input', `Body current: ${message}`, {
      issues: [{ path: 'current', code: 'wrong_password', message }],
    })
  }
  await requireStrength(password, [user!.email, user!.name])
  const passwordHash = await hashPassword(password)
  return context.db.transaction(async (tx) => {
    await updateUser(tx, id, { passwordHash })
    await removeLinksOf(tx, 'reset', user!.email)
    return { ended: await removeSessions(tx, id, context.actor.session) }
  })
}
