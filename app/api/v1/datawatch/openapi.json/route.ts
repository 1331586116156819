import { describe } from '@/lib/http/description'
import { resource, respond } from '@/lib/http/route'
import { openapiDocument } from '@/lib/openapi/contract'
import { openapiText } from '@/lib/openapi/openapi-text'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: describe({ guard: 'public', response: openapiDocument, envelope: 'bare' }, (request) =>
    respond(request, async () => new Response(openapiText(), { headers: { 'Content-Type': 'application/json' } })),
  ),
})
