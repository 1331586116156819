import { resource, respond } from '@/lib/http/route'

export const dynamic = 'force-dynamic'

/** The process answers. */
export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: (request) => respond(request, async () => Response.json({ status: 'ok' })),
})
