import { describe } from '@/lib/http/description'
import { resource, respond } from '@/lib/http/route'
import { health } from '@/lib/runtime/health-contract'

export const dynamic = 'force-dynamic'

/** The process answers. */
export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: describe({ guard: 'public', response: health, envelope: 'bare' }, (request) =>
    respond(request, async () => Response.json({ status: 'ok' })),
  ),
})
