import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserOf, call, makePerson, password, withKey } from '@/tests/support/people'
import { startRuntime } from '@/tests/support/runtime'
import { env, key, owner, signIn } from '@/tests/support/visitor'

type Runtime = Awaited<ReturnType<typeof startRuntime>>
let runtime: Runtime
const strong = 'nine quiet lanterns by the harbour'

describe('people', () => {
  beforeAll(async () => {
    runtime = await startRuntime(env)
  })
  afterAll(() => runtime.stop())

  test('201: who is invited joins once with the role of the invitation', async () => {
    const admin = { cookie: await browserOf((await makePerson('admin')).email) }
    const body = { email: 'New@Example.com', role: 'editor' }
    const first = await call('/people/invitations', admin, { method: 'POST', body })
    const made = await call('/people/invitations', admin, { method: 'POST', body })
    expect(made).toMatchObject({ status: 201, json: { data: { email: 'new@example.com', role: 'editor' } } })
    const tokenOf = (answer: typeof made) => answer.json.data.url.split('/invite/')[1] as string
    const open = (token: string) => call('/invitations/[token]', {}, { params: { token } })
    expect((await open(tokenOf(first))).status).toBe(404)
    const token = tokenOf(made)
    expect((await open(token)).json.data).toMatchObject({
      kind: 'invitation',
      email: 'new@example.com',
      role: 'editor',
    })
    const join = (more: object, address: string) =>
      call(
        '/invitations/[token]',
        {},
        {
          method: 'POST',
          params: { token },
          body: { name: 'New', password: strong, ...more },
          headers: { 'x-forwarded-for': address },
        },
      )
    expect((await join({ password: 'new@example.com1' }, '198.51.100.3')).status).toBe(422)
    expect((await join({ name: undefined }, '198.51.100.3')).json.errors).toMatchObject([{ path: 'name' }])
    const tries = await Promise.all(['4', '5', '6'].map((n) => join({}, `198.51.100.${n}`)))
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 404, 404])
    const { cookie } = await signIn({ given: { email: 'new@example.com', password: strong } })
    expect((await call('/me', { cookie })).json.data).toMatchObject({ role: 'editor', name: 'New', password: 'own' })
    expect(await call('/people/invitations', admin, { method: 'POST', body })).toMatchObject({ status: 409 })
    expect((await call('/people/invitations', admin)).json.data.invitations).toEqual([])
  })

  test('404: an invitation that was revoked or ran out opens nothing', async () => {
    const admin = { cookie: await browserOf((await makePerson('admin')).email) }
    const invite = async (email: string) =>
      (await call('/people/invitations', admin, { method: 'POST', body: { email } })).json.data
    const revoked = await invite('revoked@example.com')
    const late = await invite('late@example.com')
    const params = { id: revoked.id }
    expect((await call('/people/invitations/[id]', admin, { method: 'DELETE', params })).status).toBe(200)
    expect((await call('/people/invitations/[id]', admin, { method: 'DELETE', params })).status).toBe(404)
    await runtime.db.$client`update access_links set expires_at = now() where id = ${late.id}`
    for (const { url } of [revoked, late, { url: '/invite/dwi_nothing' }]) {
      const token = url.split('/invite/')[1]
      expect((await call('/invitations/[token]', {}, { params: { token } })).status).toBe(404)
      const sent = { method: 'POST', params: { token }, body: { name: 'Late', password: strong } }
      expect((await call('/invitations/[token]', {}, sent)).status).toBe(404)
    }
  })

  test('403: nobody makes or changes someone above themselves', async () => {
    const admin = { cookie: await browserOf((await makePerson('admin')).email) }
    const top = await makePerson('owner')
    const invited = await call('/people/invitations', admin, {
      method: 'POST',
      body: { email: 'o@example.com', role: 'owner' },
    })
    expect(invited.status).toBe(403)
    const params = { id: top.id }
    for (const [method, address, body] of [
      ['PATCH', '/people/[id]', { role: 'viewer' }],
      ['DELETE', '/people/[id]', undefined],
      ['POST', '/people/[id]/reset', undefined],
      ['DELETE', '/people/[id]/sessions', undefined],
    ] as const)
      expect((await call(address, admin, { method, params, body })).status, `${method} ${address}`).toBe(403)
    const other = await makePerson('editor')
    const raised = await call('/people/[id]', admin, {
      method: 'PATCH',
      params: { id: other.id },
      body: { role: 'owner' },
    })
    expect(raised.status).toBe(403)
  })

  test('409: the last owner stays, also where two owners take each other out at once', async () => {
    const own = (await signIn()).cookie
    const found = (await call('/people', { cookie: own })).json.data.people
    for (const { id, role, configured } of found) {
      if (role === 'owner' && !configured)
        await call('/people/[id]', { cookie: own }, { method: 'DELETE', params: { id } })
    }
    const me = (await call('/me', { cookie: own })).json.data
    const configured = await call(
      '/people/[id]',
      { cookie: own },
      { method: 'PATCH', params: { id: me.id }, body: { role: 'admin' } },
    )
    expect(configured).toMatchObject({ status: 409, json: { detail: expect.stringContaining('access.owner_email') } })
    await runtime.db.$client`update users set configured = false`
    const one = await makePerson('owner')
    const cookie = await browserOf(one.email)
    const demote = (id: string, as: string) =>
      call('/people/[id]', { cookie: as }, { method: 'PATCH', params: { id }, body: { role: 'viewer' } })
    const both = await Promise.all([demote(me.id, cookie), demote(one.id, own)])
    expect(both.map(({ status }) => status).sort()).not.toEqual([200, 200])
    const [left] = await runtime.db.$client`select count(*)::int as n from users where role = 'owner' and enabled`
    expect(left?.n).toBe(1)
    await runtime.db.$client`update users set role = 'owner', configured = true where email = ${owner.email}`
  })

  test('401 at the next request: for whom a role is taken, an account shut, or a session ended', async () => {
    const admin = { cookie: await browserOf((await makePerson('admin')).email) }
    const person = await makePerson('editor')
    const params = { id: person.id }
    const cookie = await browserOf(person.email)
    const change = (body: object) => call('/people/[id]', admin, { method: 'PATCH', params, body })
    const note = () => call('/notes', { cookie }, { method: 'POST', body: { text: 'Deployed' } })
    expect((await note()).status).toBe(201)
    await change({ role: 'viewer' })
    expect((await note()).status).toBe(403)
    expect((await call('/notes', { cookie })).status).toBe(200)
    await change({ enabled: false })
    expect((await call('/notes', { cookie })).status).toBe(401)
    expect((await signIn({ given: { email: person.email, password } })).answer.status).toBe(401)
    await change({ enabled: true, role: 'editor' })
    expect((await call('/notes', { cookie })).status).toBe(401)
    const again = await browserOf(person.email)
    expect((await call('/people/[id]/sessions', admin, { params })).json.data.count).toBe(1)
    await call('/people/[id]/sessions', admin, { method: 'DELETE', params })
    expect((await call('/notes', { cookie: again })).status).toBe(401)
    await call('/people/[id]', admin, { method: 'DELETE', params })
    expect((await signIn({ given: { email: person.email, password } })).answer.status).toBe(401)
    expect((await call('/people/[id]', admin, { method: 'DELETE', params })).status).toBe(404)
  })

  test('a key is no person: it changes no people and has no account', async () => {
    expect((await call('/people', withKey(key))).status).toBe(403)
    expect((await call('/account/sessions', withKey(key))).status).toBe(403)
  })
})
