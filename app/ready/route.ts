import { resource, respond } from '@/lib/http/route'
import { checkReadiness } from '@/lib/runtime/readiness'

export const dynamic = 'force-dynamic'

/** Database reached, migrations done, writer running. */
export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: (request) =>
    respond(request, async () => {
      const readiness = await checkReadiness()
      return Response.json(readiness, { status: readiness.ready ? 200 : 503 })
    }),
})
