import { describe } from '@/lib/http/description'
import { resource, respond } from '@/lib/http/route'
import { readiness } from '@/lib/runtime/health-contract'
import { checkReadiness } from '@/lib/runtime/readiness'

export const dynamic = 'force-dynamic'

/** Database reached, migrations done, writer running. */
export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: describe({ guard: 'public', response: readiness, envelope: 'bare' }, (request) =>
    respond(request, async () => {
      const found = await checkReadiness()
      return Response.json(found, { status: found.ready ? 200 : 503 })
    }),
  ),
})
