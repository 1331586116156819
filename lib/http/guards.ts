import 'server-only'
import { may, type Permission } from '@/lib/access/permissions'
import { requirePermission } from '@/lib/access/require'
import { type Admitted, authenticate, authenticateCron } from '@/lib/access/service/authenticate'
import { AppError } from '@/lib/errors/app-error'
import { getRuntime } from '@/lib/runtime/runtime'
import type { HeaderReader } from './header-reader'

/** What a route asks of its caller: a permission, the secret of the cron routes, or nothing. */
export type Guard = 'public' | Permission

/** Who sends these headers; throws where the guard does not let them in. */
export async function admit(guard: Guard, headers: HeaderReader): Promise<Admitted> {
  if (guard === 'public') return { actor: { kind: 'anonymous', name: 'anonymous' }, headers: {} }
  if (guard === 'cron') return authenticateCron(headers)
  const reads = guard === 'read' || guard === 'self' || guard === 'audit'
  const admitted = await authenticate(headers, reads ? 'read' : 'write')
  if (!admitted) {
    throw new AppError('unauthenticated', 'This needs a credential: Authorization: Bearer dw_…, or a session', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    })
  }
  const { kind, name, id } = admitted.actor
  if (!may(admitted.actor, guard))
    getRuntime().log.warn({ actor: { kind, name, id }, permission: guard }, 'not permitted')
  requirePermission(admitted.actor, guard)
  return admitted
}
