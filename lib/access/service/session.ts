import 'server-only'
import { decode } from 'next-auth/jwt'
import type { Actor } from '@/lib/context/context'
import type { HeaderReader } from '@/lib/http/header-reader'
import { getRuntime } from '@/lib/runtime/runtime'
import { ownerOf, sessionVersion } from '../owner'
import { cookieNames, isSecure, readCookie } from '../session-cookie'

const tokenOf = (headers: HeaderReader) => readCookie(headers, cookieNames(isSecure(headers)).session)

/** Whether there is a session cookie among these headers, whatever it is worth. */
export const hasSession = (headers: HeaderReader): boolean => Boolean(tokenOf(headers))

/** The person whose session cookie is among these headers; null where it is absent, expired or opened with another password. */
export async function readSession(headers: HeaderReader): Promise<Actor | null> {
  const { access } = getRuntime().config
  const owner = ownerOf(access)
  const token = tokenOf(headers)
  if (!token || !owner) return null
  const claims = await decode({ token, secret: access.secret }).catch(() => null)
  if (claims?.version !== sessionVersion(owner, access.secret)) return null
  return { kind: 'user', name: owner.email }
}
