import { describe } from '@/lib/http/description'
import { admit } from '@/lib/http/guards'
import { resource, respond } from '@/lib/http/route'
import { exposeFigures } from '@/lib/runtime/exposition'

export const dynamic = 'force-dynamic'

/** What DataWatch says about itself, for Prometheus. */
export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: describe({ guard: 'read', gives: ['text/plain'] }, (request) =>
    respond(request, async () => {
      await admit('read', request.headers)
      const { text, contentType } = await exposeFigures()
      return new Response(text, { headers: { 'Content-Type': contentType } })
    }),
  ),
})
