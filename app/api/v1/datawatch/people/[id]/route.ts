import { person, personParams, personPatch, personRemoved } from '@/lib/access/people-contract'
import { changePerson, removePerson } from '@/lib/access/service/people'
import { resource, route } from '@/lib/http/route'

const params = personParams

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: route({ guard: 'people', params, response: personRemoved }, (context, { params: { id } }) =>
    removePerson(context, id),
  ),
  PATCH: route({ guard: 'people', params, body: personPatch, response: person }, (context, { params: { id }, body }) =>
    changePerson(context, id, body),
  ),
})
