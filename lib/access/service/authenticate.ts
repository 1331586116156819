import 'server-only'
import type { Config } from '@/lib/config/schema'
import type { Actor } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { HeaderReader } from '@/lib/http/header-reader'
import { getRuntime } from '@/lib/runtime/runtime'
import { type Intent, isForeign, isLocal } from '../origin'
import { isSame } from '../owner'
import { hasSession, readSession } from './session'

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

/** Whether anyone of this machine is let in: a development server that listens on loopback only. */
export const isOpen = ({ server }: Pick<Config, 'server'>): boolean =>
  server.environment === 'development' && loopback.has(server.host)

const refuse = (message: string) =>
  new AppError('unauthenticated', message, { headers: { 'WWW-Authenticate': 'Bearer' } })

const bearer = (authorization: string | null) => /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null

/**
 * Who sends these headers: the holder of an API key, a person with a session, or anyone of this machine where a development
 * server listens on loopback only; null where nobody says who they are. Throws `unauthenticated` for an Authorization header
 * that is no valid key, wherever it is sent, and `forbidden` where another site's page makes a browser ask.
 */
export async function authenticate(headers: HeaderReader, intent: Intent = 'write'): Promise<Actor | null> {
  const { config } = getRuntime()
  const { access } = config
  const authorization = headers.get('authorization')
  if (authorization !== null) {
    const token = bearer(authorization)
    if (token && access.api_keys.some((key) => isSame(key, token))) return { kind: 'key', name: 'api key' }
    throw refuse('The Authorization header holds no valid API key: expected Bearer dw_…')
  }
  const session = hasSession(headers) ? await readSession(headers) : null
  if (!session && !isOpen(config)) return null
  if (!session && !isLocal(headers)) {
    throw new AppError(
      'forbidden',
      'A development server answers only to localhost; set server.environment: production',
    )
  }
  if (isForeign(headers, intent)) throw new AppError('forbidden', 'A page of another site may not ask this')
  return session ?? { kind: 'local', name: 'local' }
}

/** Lets the cron secret in and nobody else, whatever the environment. */
export async function authenticateCron(headers: HeaderReader): Promise<Actor> {
  const { secret } = getRuntime().config.cron
  const token = bearer(headers.get('authorization'))
  if (secret && token && isSame(secret, token)) return { kind: 'system', name: 'cron' }
  throw refuse('This needs Authorization: Bearer $CRON_SECRET')
}
