import { viewer } from '@/lib/access/contract'
import { accountPatch } from '@/lib/access/people-contract'
import { changeAccount } from '@/lib/access/service/account'
import { resource, route } from '@/lib/http/route'

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  PATCH: route({ guard: 'account', body: accountPatch, response: viewer }, (context, { body }) =>
    changeAccount(context, body),
  ),
})
