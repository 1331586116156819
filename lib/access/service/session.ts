import 'server-only'
import { decode } from 'next-auth/jwt'
import type { Actor } from '@/lib/context/context'
import { getRuntime } from '@/lib/runtime/runtime'
import { ownerOf, sessionVersion } from '../owner'
import { cookieNames, isSecure, readCookie } from '../session-cookie'

/** The person whose session cookie is among these headers; null where it is absent, expired or opened with another password. */
export async function readSession(headers: Headers): Promise<Actor | null> {
  const { access } = getRuntime().config
  const owner = ownerOf(access)
  const token = readCookie(headers, cookieNames(isSecure(headers)).session)
  if (!token || !owner) return null
  const claims = await decode({ token, secret: access.secret }).catch(() => null)
  if (claims?.version !== sessionVersion(owner, access.secret)) return null
  return { kind: 'user', name: owner.email }
}
