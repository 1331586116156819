import { personList, personListQuery } from '@/lib/access/people-contract'
import { listPeople } from '@/lib/access/service/people'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  GET: route({ guard: 'people', query: personListQuery, response: personList }, (context, { query }) =>
    listPeople(context, query),
  ),
})
