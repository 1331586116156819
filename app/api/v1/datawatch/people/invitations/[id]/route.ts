import { invitationRemoved, personParams } from '@/lib/access/people-contract'
import { revokeInvitation } from '@/lib/access/service/invitations'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: route({ guard: 'people', params: personParams, response: invitationRemoved }, (context, { params: { id } }) =>
    revokeInvitation(context, id),
  ),
})
