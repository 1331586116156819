import { invitationBody, invitationList, invitationMade } from '@/lib/access/people-contract'
import { invite, listInvitations } from '@/lib/access/service/invitations'
import { publicOrigin } from '@/lib/access/service/origin-of'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'people', response: invitationList }, (context) => listInvitations(context)),
  POST: route(
    { guard: 'people', body: invitationBody, response: invitationMade, status: 201 },
    (context, { body, request }) => invite(context, body, publicOrigin(context, request)),
  ),
})
