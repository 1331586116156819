import { invitationMade, personParams } from '@/lib/access/people-contract'
import { makeResetLink } from '@/lib/access/service/invitations'
import { publicOrigin } from '@/lib/access/service/origin-of'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route(
    { guard: 'people', params: personParams, response: invitationMade, status: 201 },
    (context, { params: { id }, request }) => makeResetLink(context, id, publicOrigin(context, request)),
  ),
})
