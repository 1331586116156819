import { passwordBody, passwordChanged } from '@/lib/access/people-contract'
import { changePassword } from '@/lib/access/service/account'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  POST: route({ guard: 'account', body: passwordBody, response: passwordChanged }, (context, { body }) =>
    changePassword(context, body),
  ),
})
