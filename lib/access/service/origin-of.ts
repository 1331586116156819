import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { requestIdOf } from '@/lib/http/request-id'
import { isForeign } from '../origin'
import { isSecure } from '../session-cookie'
import type { Origin } from './audit'
import { addressOf } from './limits'

/** From where a request comes that needs no credential. Throws `forbidden` where a page of another site makes a browser send it. */
export function originOf({ headers }: Request): Origin {
  if (isForeign(headers, 'write')) throw new AppError('forbidden', 'A page of another site may not ask this')
  return { address: addressOf(headers), requestId: requestIdOf(headers) }
}

/** The address of this server as others reach it: as it is configured, else as whoever asks reached it. */
export function publicOrigin({ config }: Context, { headers, url }: Request): string {
  const { public_url } = config.server
  if (public_url) return public_url.replace(/\/+$/, '')
  const host = headers.get('x-forwarded-host')?.split(',')[0]?.trim() || headers.get('host') || new URL(url).host
  return `${isSecure(headers) ? 'https' : 'http'}://${host}`
}
