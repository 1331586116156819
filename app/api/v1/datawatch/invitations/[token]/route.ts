import { joined, linkBody, linkParams, openedLink } from '@/lib/access/people-contract'
import { followLink, readLink } from '@/lib/access/service/open-link'
import { originOf } from '@/lib/access/service/origin-of'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'public', params: linkParams, response: openedLink }, (context, { params }) =>
    readLink(context, params.token),
  ),
  POST: route(
    { guard: 'public', params: linkParams, body: linkBody, response: joined, status: 201 },
    (context, { params, body, request }) => followLink(context, params.token, body, originOf(request)),
  ),
})
