import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import type { Actor, Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'
import type { Viewer } from '../contract'
import { may, permissionsOf } from '../permissions'
import { signInAddress } from '../return-path'
import { findUser, type UserRow } from '../store/users'
import { authenticate, isOpen } from './authenticate'
import { isSetupNeeded } from './setup'

type Search = Promise<Record<string, string | string[] | undefined>>

/** What stands between the browser and the pages. */
export type Entrance = 'open' | 'sign-in' | 'setup' | 'foreign'

const visitor = { kind: 'anonymous', name: 'visitor' } as const

const readAttempt = cache(async (): Promise<Actor | 'foreign' | null> => {
  try {
    return (await authenticate(await headers(), 'read'))?.actor ?? null
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return 'foreign'
    if (error instanceof AppError && error.code === 'unauthenticated') return null
    throw error
  }
})

/** Who looks at the page that is being drawn; null where nobody may: a key that only sends sees no pages. */
export async function findViewer(): Promise<Actor | null> {
  const attempt = await readAttempt()
  return attempt !== 'foreign' && attempt && may(attempt, 'read') ? attempt : null
}

/** Who looks at the page at `path`; sends the browser to sign in, and back here, where nobody may. */
export async function requireViewer(path: string, search?: Search): Promise<Actor> {
  return (await findViewer()) ?? redirect(signInAddress(path, await search))
}

/** What the sign-in page has to say to this browser. */
export async function readEntrance(): Promise<Entrance> {
  const attempt = await readAttempt()
  if (attempt === 'foreign') return 'foreign'
  if (attempt && may(attempt, 'read')) return 'open'
  return (await isSetupNeeded(createContext(visitor))) ? 'setup' : 'sign-in'
}

const passwordKind = ({ configured, passwordHash }: UserRow): Viewer['password'] =>
  configured ? 'configured' : passwordHash === null ? 'none' : 'own'

/** Who asks, for the browser to show, with all that they may do. */
export async function describeViewer({ actor, config, db }: Context): Promise<Viewer> {
  const { kind, name, id = null, role = null, scopes = null } = actor
  if (kind !== 'user' && kind !== 'key' && kind !== 'local') {
    throw new AppError('forbidden', `${name} is nobody to show`)
  }
  const user = kind === 'user' && id ? await findUser(db, id) : undefined
  return {
    ...{ kind, id, role },
    name: user?.name ?? name,
    password: user ? passwordKind(user) : null,
    email: kind === 'user' ? name : null,
    scopes: scopes && [...scopes],
    permissions: permissionsOf(actor),
    development: isOpen(config),
  }
}
