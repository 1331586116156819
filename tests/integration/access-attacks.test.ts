import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserOf, call, makeKey, makePerson, password, withKey } from '@/tests/support/people'
import { startRuntime } from '@/tests/support/runtime'
import { ask, askMe, env, routeAt, signIn } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime({ ...env, DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1/32' })
})
afterAll(() => runtime.stop())

const strong = 'nine quiet lanterns by the harbour'
const personAs = async (role: 'viewer' | 'admin' | 'owner') => {
  const person = await makePerson(role)
  return { ...person, as: { cookie: await browserOf(person.email) } }
}
const tokenOf = ({ json }: { json?: { data: { url: string } } }) => json!.data.url.split('/invite/')[1]!
const follow = (token: string) =>
  call('/invitations/[token]', {}, { method: 'POST', params: { token }, body: { name: 'X', password: strong } })

describe('signing in', () => {
  const door = async (body: BodyInit, headers: Record<string, string> = {}) => {
    const { POST } = await routeAt('/api/auth/[...nextauth]')
    return ask(POST, '/api/auth/callback/credentials', {
      method: 'POST',
      params: { nextauth: ['callback', 'credentials'] },
      headers,
      body,
    })
  }

  test('400 and 415: what two readers would read differently is read by none', async () => {
    const { email } = await makePerson('viewer')
    const { csrf } = await signIn({ given: { email, password } })
    const twice = new URLSearchParams([
      ['email', 'innocent@example.com'],
      ['email', email],
      ['password', password],
    ])
    twice.set('csrfToken', csrf.csrfToken)
    expect((await door(twice, { cookie: csrf.cookie })).status).toBe(400)
    const json = JSON.stringify({ email, password, csrfToken: csrf.csrfToken, json: 'true' })
    for (const type of ['application/x-www-form-urlencoded; application/json', 'application/json', 'text/plain'])
      expect((await door(json, { cookie: csrf.cookie, 'content-type': type })).status).toBe(415)
  })

  test('200: guesses from one address, or from many, shut nobody out of a browser of their own', async () => {
    const { email } = await makePerson('viewer')
    const own = (await signIn({ given: { email, password } })).cookie
    const guess = (address: string) =>
      signIn({ given: { email, password: 'wrong' }, headers: { 'x-forwarded-for': address } })
    const first = await Promise.all(Array.from({ length: 14 }, () => guess('203.0.113.1')))
    expect(first.filter(({ answer }) => answer.status === 401)).toHaveLength(10)
    expect((await signIn({ given: { email, password } })).answer.status).toBe(200)
    for (let n = 0; n < 5; n += 1) await Promise.all(Array.from({ length: 9 }, () => guess(`203.0.113.${10 + n}`)))
    expect((await signIn({ given: { email, password } })).answer.status).toBe(429)
    const browser = own.split('; ').find((cookie) => cookie.startsWith('datawatch.browser.'))!
    expect((await signIn({ given: { email, password }, keeps: browser })).answer.status).toBe(200)
    const other = browser.replace(/=.*/, '=made-up')
    expect((await signIn({ given: { email, password }, keeps: other })).answer.status).toBe(429)
  })

  test('429: signing in with an account of one own buys no further guesses, nor do other addresses of one network', async () => {
    const { email } = await makePerson('viewer')
    const statuses: number[] = []
    for (let n = 0; n < 12; n += 1) {
      const address = { 'x-forwarded-for': `2001:db8:1:2::${n}` }
      statuses.push(
        (await signIn({ given: { email: `guess-${n}@example.com`, password: 'x' }, headers: address })).answer.status,
      )
      if (n % 4 === 3 && n < 9)
        expect((await signIn({ given: { email, password }, headers: address })).answer.status).toBe(200)
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
  })

  test('401 and 404: an address that nobody can have, and doors that are read', async () => {
    expect((await signIn({ given: { email: 'a\0b@example.com', password: 'x' } })).answer.status).toBe(401)
    const { HEAD } = (await routeAt('/api/auth/[...nextauth]')) as unknown as { HEAD: Parameters<typeof ask>[0] }
    const { cookie } = await signIn()
    for (const nextauth of [['signout'], ['callback', 'credentials']])
      expect((await ask(HEAD, '/', { method: 'HEAD', params: { nextauth }, headers: { cookie } })).status).toBe(404)
    expect(await askMe({ cookie })).toMatchObject({ status: 200 })
  })

  test('a form of another browser signs nobody out', async () => {
    const { cookie } = await signIn()
    const { POST } = await routeAt('/api/auth/[...nextauth]')
    const sent = {
      method: 'POST',
      params: { nextauth: ['signout'] },
      headers: { cookie },
      body: new URLSearchParams({ json: 'true' }),
    }
    await ask(POST, '/api/auth/signout', sent)
    expect(await askMe({ cookie })).toMatchObject({ status: 200 })
  })
})

describe('links', () => {
  test('404: a link to a new password ends with the role, the password, and the sessions it was made beside', async () => {
    const admin = await personAs('admin')
    const owner = await personAs('owner')
    const change = (id: string, body: object) =>
      call('/people/[id]', owner.as, { method: 'PATCH', params: { id }, body })
    const reset = async (id: string) =>
      tokenOf(await call('/people/[id]/reset', admin.as, { method: 'POST', params: { id } }))
    const raised = await makePerson('viewer')
    const token = await reset(raised.id)
    await change(raised.id, { role: 'owner' })
    expect((await follow(token)).status).toBe(404)
    const careful = await personAs('viewer')
    const other = await reset(careful.id)
    await call('/account/password', careful.as, { method: 'POST', body: { current: password, password: strong } })
    expect((await follow(other)).status).toBe(404)
    const last = await reset(careful.id)
    const listed = (await call('/people/invitations', owner.as)).json.data.invitations
    expect(listed).toContainEqual(expect.objectContaining({ kind: 'reset', email: careful.email }))
    await call('/people/[id]/sessions', owner.as, { method: 'DELETE', params: { id: careful.id } })
    expect((await follow(last)).status).toBe(404)
  })

  test('404: an invitation does not outlive who made it, nor their right to', async () => {
    const top = await personAs('owner')
    const invite = async (by: { as: { cookie: string } }, email: string, role: string) =>
      tokenOf(await call('/people/invitations', by.as, { method: 'POST', body: { email, role } }))
    const gone = await personAs('owner')
    const back = await invite(gone, 'back@example.com', 'owner')
    await call('/people/[id]', top.as, { method: 'DELETE', params: { id: gone.id } })
    expect((await follow(back)).status).toBe(404)
    const shut = await personAs('admin')
    const door = await invite(shut, 'door@example.com', 'admin')
    await call('/people/[id]', top.as, { method: 'PATCH', params: { id: shut.id }, body: { enabled: false } })
    expect((await follow(door)).status).toBe(404)
    const admin = await personAs('admin')
    const { json } = await call('/people/invitations', top.as, {
      method: 'POST',
      body: { email: 'peer@example.com', role: 'owner' },
    })
    const revoke = { method: 'DELETE', params: { id: json.data.id } }
    expect((await call('/people/invitations/[id]', admin.as, revoke)).status).toBe(403)
    expect((await call('/people/invitations/[id]', top.as, revoke)).status).toBe(200)
  })
})

describe('keys', () => {
  test('403: a key makes none that may more or longer than itself, and does not change itself', async () => {
    const later = new Date(Date.now() + 86_400_000).toISOString()
    const { as } = await personAs('admin')
    const body = { name: 'Bound', scopes: ['admin'], expires_at: later, rate_limit: 500 }
    const bound = (await call('/keys', as, { method: 'POST', body })).json.data
    const make = (more: object) =>
      call('/keys', withKey(bound.key), {
        method: 'POST',
        body: { name: 'x', scopes: ['read'], expires_at: later, rate_limit: 500, ...more },
      })
    expect((await make({})).status).toBe(201)
    for (const more of [{ expires_at: null }, { rate_limit: null }, { rate_limit: 501 }, { scopes: ['cron'] }])
      expect((await make(more)).status, JSON.stringify(more)).toBe(403)
    const self = { method: 'PATCH', params: { id: bound.id }, body: { expires_at: null } }
    expect((await call('/keys/[id]', withKey(bound.key), self)).status).toBe(403)
    const replaced = (await call('/keys/[id]/rotate', as, { method: 'POST', params: { id: bound.id } })).json.data
    expect((await call('/keys/[id]', as, self)).status).toBe(409)
    expect(replaced.replaces).toBe(bound.id)
  })

  test('400: a cursor that no list gave out', async () => {
    const { as } = await personAs('admin')
    const { key } = await makeKey(['admin'])
    const id = '01890000-0000-7000-8000-000000000000'
    for (const place of [
      `999999999999999 ${id}`,
      '5 ------------------------------------',
      `a@b.c ${'-'.repeat(36)}`,
      'x',
    ])
      for (const list of ['/audit', '/keys', ...(place.startsWith('9') ? [] : ['/people'])]) {
        const cursor = Buffer.from(place).toString('base64url')
        const who = list === '/people' ? as : withKey(key)
        expect((await call(list, who, { search: `cursor=${cursor}` })).status, `${list} ${place}`).toBe(400)
      }
  })
})

test('secrets of channels and rows of letters are in no line of the audit log, and paths of webhooks for nobody who only reads', async () => {
  const admin = await personAs('admin')
  const config = {
    url: 'http://127.0.0.1:9/hook/very-secret',
    headers: { Authorization: 'Bearer AUTHSECRET', 'X-Team': 'TEAMSECRET' },
  }
  const made = await call('/alerts/channels', admin.as, {
    method: 'POST',
    body: { name: 'Hook', type: 'webhook', config },
  })
  expect(made.status).toBe(201)
  const { text } = await call('/audit', admin.as)
  for (const secret of ['AUTHSECRET', 'TEAMSECRET', 'very-secret']) expect(text).not.toContain(secret)
  const viewer = await personAs('viewer')
  expect((await call('/alerts/channels', viewer.as)).text).not.toContain('very-secret')
  expect((await call('/alerts/channels', admin.as)).text).toContain('very-secret')
})
