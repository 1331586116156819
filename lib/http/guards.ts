import 'server-only'
import { authenticate, authenticateCron } from '@/lib/access/service/authenticate'
import type { Actor } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { HeaderReader } from './header-reader'

/** What a route asks of its caller. */
export type Guard = 'public' | 'read' | 'write' | 'ingest' | 'cron'

/** Who sends these headers; throws where the guard does not let them in. */
export async function admit(guard: Guard, headers: HeaderReader): Promise<Actor> {
  if (guard === 'public') return { kind: 'anonymous', name: 'anonymous' }
  if (guard === 'cron') return authenticateCron(headers)
  const actor = await authenticate(headers, guard === 'read' ? 'read' : 'write')
  if (!actor) {
    throw new AppError('unauthenticated', 'This needs a credential: Authorization: Bearer dw_…, or a session', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    })
  }
  return actor
}
