import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Actor } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { getRuntime } from '@/lib/runtime/runtime'

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])
const digest = (text: string) => createHash('sha256').update(text).digest()

function bearer(headers: Headers): string | null {
  const match = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')
  return match?.[1] ?? null
}

/** Who sends these headers: an API key's holder, or anyone where a development server listens on loopback only. */
export async function authenticate(headers: Headers): Promise<Actor | null> {
  const { server, access } = getRuntime().config
  const token = bearer(headers)
  if (token && access.api_keys.some((key) => timingSafeEqual(digest(key), digest(token)))) {
    return { kind: 'key', name: 'api key' }
  }
  const open = server.environment === 'development' && loopback.has(server.host)
  return open ? { kind: 'local', name: 'local' } : null
}

/** Lets the cron secret in and nobody else, whatever the environment. */
export async function authenticateCron(headers: Headers): Promise<Actor> {
  const { secret } = getRuntime().config.cron
  const token = bearer(headers)
  if (secret && token && timingSafeEqual(digest(secret), digest(token))) return { kind: 'system', name: 'cron' }
  throw new AppError('unauthenticated', 'This needs Authorization: Bearer $CRON_SECRET', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  })
}
