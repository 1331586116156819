import 'server-only'
import type { Config } from '@/lib/config/schema'
import type { Actor } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { HeaderReader } from '@/lib/http/header-reader'
import { getRuntime } from '@/lib/runtime/runtime'
import { scopes } from '../access-words'
import { type Intent, isForeign, isLocal } from '../origin'
import { isSame } from '../owner'
import { requirePermission } from '../require'
import { takeRequestOf } from './limits'
import { hasSession, readSession } from './session'

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

/** Whether anyone of this machine is let in: a development server that listens on loopback only. */
export const isOpen = ({ server }: Pick<Config, 'server'>): boolean =>
  server.environment === 'development' && loopback.has(server.host)

const refuse = (message: string) =>
  new AppError('unauthenticated', message, { headers: { 'WWW-Authenticate': 'Bearer' } })

const bearer = (authorization: string | null) => /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? null

/** What a key of the configuration may do: all that a key can. */
const configured: Actor = { kind: 'key', name: 'api key', scopes }

/** Who asks, and what the answer is to say of what is left to them. */
export type Admitted = { actor: Actor; headers: Record<string, string> }

async function findKeyHolder(token: string | null): Promise<Admitted> {
  const { config, gate } = getRuntime()
  if (token && config.access.api_keys.some((key) => isSame(key, token))) return { actor: configured, headers: {} }
  const found = token ? await gate.findKey(token) : null
  if (!found) throw refuse('The Authorization header holds no valid API key: expected Bearer dw_…')
  const { actor, rateLimit } = found
  return { actor, headers: rateLimit === null ? {} : await takeRequestOf(actor.id ?? actor.name, rateLimit) }
}

/**
 * Who sends these headers: the holder of an API key, a person with a session, or anyone of this machine where a development
 * server listens on loopback only; null where nobody says who they are. Throws `unauthenticated` for an Authorization header
 * that is no valid key, wherever it is sent, and `forbidden` where another site's page makes a browser ask.
 */
export async function authenticate(headers: HeaderReader, intent: Intent = 'write'): Promise<Admitted | null> {
  const { config } = getRuntime()
  const authorization = headers.get('authorization')
  if (authorization !== null) return findKeyHolder(bearer(authorization))
  const session = hasSession(headers) ? await readSession(headers) : null
  if (!session && !isOpen(config)) return null
  if (!session && !isLocal(headers)) {
    throw new AppError(
      'forbidden',
      'A development server answers only to localhost; set server.environment: production',
    )
  }
  if (isForeign(headers, intent)) throw new AppError('forbidden', 'A page of another site may not ask this')
  return { actor: session ?? { kind: 'local', name: 'local' }, headers: {} }
}

const asUnknown = (error: unknown) => {
  if (error instanceof AppError && error.code === 'unauthenticated') return null
  throw error
}

/** Lets the cron secret in, a key with the scope `cron`, and nobody else, whatever the environment. */
export async function authenticateCron(headers: HeaderReader): Promise<Admitted> {
  const { secret } = getRuntime().config.cron
  const token = bearer(headers.get('authorization'))
  if (secret && token && isSame(secret, token)) return { actor: { kind: 'system', name: 'cron' }, headers: {} }
  const found = token ? await findKeyHolder(token).catch(asUnknown) : null
  if (!found) throw refuse('This needs Authorization: Bearer $CRON_SECRET, or an API key with the scope cron')
  requirePermission(found.actor, 'cron')
  return found
}
