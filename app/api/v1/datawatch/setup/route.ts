import { joined, setupBody } from '@/lib/access/people-contract'
import { originOf } from '@/lib/access/service/origin-of'
import { setUp } from '@/lib/access/service/setup'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'public', body: setupBody, response: joined, status: 201 }, (context, { body, request }) =>
    setUp(context, body, originOf(request)),
  ),
})
