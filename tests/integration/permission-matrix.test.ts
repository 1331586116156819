import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopes } from '@/lib/access/access-words'
import { may } from '@/lib/access/permissions'
import { revokeKey } from '@/lib/access/service/keys'
import type { Actor } from '@/lib/context/context'
import { createContext } from '@/lib/runtime/runtime'
import { browserOf, type Credential, makeKey, makePerson, withKey } from '@/tests/support/people'
import { routePermissions } from '@/tests/support/route-permissions'
import { filesOf } from '@/tests/support/routes'
import { startRuntime } from '@/tests/support/runtime'
import { makeBoard } from '@/tests/support/shared-board'
import { makeLink, revokeLink } from '@/tests/support/shares'
import { ask, env, load, type Methods, methods, valuesOf } from '@/tests/support/visitor'

type Caller = { name: string; as: Credential; actor: Pick<Actor, 'kind' | 'role' | 'scopes'> | null }

const callers: Caller[] = []
let runtime: Awaited<ReturnType<typeof startRuntime>>

beforeAll(async () => {
  runtime = await startRuntime(env)
  const context = createContext({ kind: 'system', name: 'tests' })
  callers.push({ name: 'no one', as: {}, actor: null })
  for (const role of ['viewer', 'editor', 'admin', 'owner'] as const) {
    const { email } = await makePerson(role)
    callers.push({ name: role, as: { cookie: await browserOf(email) }, actor: { kind: 'user', role } })
  }
  for (const scope of scopes) {
    const { key } = await makeKey([scope])
    callers.push({ name: `a key to ${scope}`, as: withKey(key), actor: { kind: 'key', scopes: [scope] } })
  }
  const revoked = await makeKey(['admin'])
  await revokeKey(context, revoked.id)
  callers.push({ name: 'a revoked key', as: withKey(revoked.key), actor: null })
  const { email } = await makePerson('owner')
  const ended = await browserOf(email)
  await runtime.db.$client`delete from sessions where user_id = (select id from users where email = ${email})`
  const board = await makeBoard({ name: 'Shared' })
  const { data: link } = await makeLink(board.id)
  callers.push({ name: 'a share link', as: withKey(link.token), actor: null })
  const revokedLink = await makeLink(board.id)
  await revokeLink(board.id, revokedLink.data.id)
  callers.push({ name: 'a revoked share link', as: withKey(revokedLink.data.token), actor: null })
  callers.push({ name: 'an ended session', as: { cookie: ended }, actor: null })
})
afterAll(() => runtime.stop())

const routes = filesOf('route.ts')
/** What would end the sessions that this test goes on with. */
const endsSessions = (address: string, method: string) => method === 'DELETE' && address.endsWith('/account/sessions')

test('every route says what it asks of its caller', () => {
  expect(routes.map(({ address }) => address)).toEqual(Object.keys(routePermissions).sort())
})

test.each(routes)('$address lets in who may, and nobody else', async ({ file, address, names }) => {
  const handlers = await load<Methods>(file)
  const row = routePermissions[address]!
  const seen: string[] = []
  const wanted: string[] = []
  for (const method of methods) {
    const needed = row[method]
    for (const { name, as, actor } of callers) {
      if (endsSessions(address, method) && actor?.kind === 'user') continue
      const headers = { 'sec-fetch-site': 'same-origin', ...as }
      const answer = await ask(handlers[method], address, { method, params: valuesOf(names), headers })
      await answer.body?.cancel()
      const line = `${method} as ${name}`
      if (needed === undefined) {
        if (![401, 404, 405].includes(answer.status)) seen.push(`${line}: ${answer.status}`)
        continue
      }
      const refused = answer.status === 401 || answer.status === 403 ? answer.status : 'let in'
      const isIn = needed === 'public' || (actor !== null && may(actor, needed))
      const unknown = actor === null || (needed === 'cron' && actor.kind === 'user')
      const due = isIn ? 'let in' : unknown ? 401 : 403
      seen.push(`${line}: ${refused}`)
      wanted.push(`${line}: ${due}`)
      expect(answer.status, line).toBeLessThan(500)
    }
  }
  expect(seen).toEqual(wanted)
})
