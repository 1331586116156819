import 'server-only'
import { decode } from 'next-auth/jwt'
import type { Actor } from '@/lib/context/context'
import type { HeaderReader } from '@/lib/http/header-reader'
import { getRuntime } from '@/lib/runtime/runtime'
import { cookieNames, isSecure, readCookie } from '../session-cookie'

const tokenOf = (headers: HeaderReader) => readCookie(headers, cookieNames(isSecure(headers)).session)

/** Whether there is a session cookie among these headers, whatever it is worth. */
export const hasSession = (headers: HeaderReader): boolean => Boolean(tokenOf(headers))

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The person whose session cookie is among these headers; null where it is absent, or the session is over. */
export async function readSession(headers: HeaderReader): Promise<Actor | null> {
  const { config, gate } = getRuntime()
  const token = tokenOf(headers)
  const claims = token ? await decode({ token, secret: config.access.secret }).catch(() => null) : null
  const id = claims?.sid
  return typeof id === 'string' && uuid.test(id) ? gate.findSession(id) : null
}
