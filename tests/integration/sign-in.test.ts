import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startRuntime } from '@/tests/support/runtime'
import { ask, askMe, askPage, env, owner, routeAt, signIn } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>

describe('production', () => {
  beforeAll(async () => {
    runtime = await startRuntime(env)
  })
  afterAll(() => runtime.stop())

  test('200: the owner signs in, sees the pages and signs out', async () => {
    const { answer, cookie, csrf } = await signIn({ given: { ...owner, email: ' Owner@Example.com' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie().find((one) => one.includes('session='))).toMatch(
      /^datawatch\.session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    )
    expect(await askMe({ cookie })).toMatchObject({ status: 200, json: { data: { kind: 'user', name: owner.email } } })
    expect(await askPage('/dashboards', { cookie })).toBe('shown')
    expect(await askPage('/signin', { cookie })).toMatch(/^NEXT_REDIRECT;replace;\/;/)
    const { POST } = await routeAt('/api/auth/[...nextauth]')
    const out = await ask(POST, '/api/auth/signout', {
      method: 'POST',
      params: { nextauth: ['signout'] },
      headers: { cookie: `${csrf.cookie}; ${cookie}` },
      body: new URLSearchParams({ csrfToken: csrf.csrfToken, json: 'true' }),
    })
    expect(out.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^datawatch\.session=; .*Max-Age=0/))
  })

  test('200: over https the session is bound to the host and sent over nothing else', async () => {
    const https = { 'x-forwarded-proto': 'https' }
    const { answer, cookie } = await signIn({ headers: https })
    expect(answer.headers.getSetCookie().find((one) => one.includes('session='))).toMatch(
      /^__Host-datawatch\.session=.*; Secure/,
    )
    expect(await askMe({ cookie, ...https })).toMatchObject({ status: 200 })
    expect(await askMe({ cookie })).toMatchObject({ status: 401 })
  })

  test.each([
    ['a wrong password', { ...owner, password: 'wrong' }],
    ['an unknown address', { ...owner, email: 'nobody@example.com' }],
    ['nothing', {}],
  ])('401: %s opens no session, in the same words', async (_name, given) => {
    const { answer, cookie } = await signIn({ given })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ detail: 'The e-mail address or the password is wrong' })
    expect(cookie).not.toContain('datawatch.session')
  })

  test('403: the form of another site opens no session', async () => {
    expect((await signIn({ token: 'made up' })).answer.status).toBe(403)
    expect((await signIn({ headers: { 'sec-fetch-site': 'cross-site' } })).answer.status).toBe(403)
    expect((await signIn({ headers: { origin: 'http://evil.example' } })).answer.status).toBe(403)
  })

  test('429: the eleventh attempt from one address waits, with the right password too', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7' }
    const given = { ...owner, email: 'guess@example.com' }
    for (let attempt = 0; attempt < 10; attempt += 1) expect((await signIn({ given, headers })).answer.status).toBe(401)
    const { answer } = await signIn({ headers })
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(500)
    expect((await signIn()).answer.status).toBe(200)
  })

  test('404: the other doors of next-auth are shut', async () => {
    const { GET, POST } = await routeAt('/api/auth/[...nextauth]')
    for (const door of ['session', 'providers', 'signin', 'error', 'callback/credentials']) {
      expect((await ask(GET, '/api/auth', { params: { nextauth: door.split('/') } })).status).toBe(404)
    }
    for (const door of ['session', '_log', 'signin/credentials']) {
      const sent = { method: 'POST', params: { nextauth: door.split('/') } }
      expect((await ask(POST, '/api/auth', sent)).status).toBe(404)
    }
  })

  test('413 and 415: what is no sign-in form is not read', async () => {
    const { POST } = await routeAt('/api/auth/[...nextauth]')
    const params = { nextauth: ['callback', 'credentials'] }
    const large = new URLSearchParams({ email: 'x'.repeat(20_000) })
    expect((await ask(POST, '/', { method: 'POST', params, body: large })).status).toBe(413)
    expect((await ask(POST, '/', { method: 'POST', params, body: '{}' })).status).toBe(415)
  })

  test.each([
    ['a script of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of another port', { 'sec-fetch-site': 'same-site' }],
    ['an old browser', { origin: 'http://evil.example' }],
  ])('403: a session is not lent to %s', async (_name, headers) => {
    const { cookie } = await signIn()
    const { POST } = await routeAt('/api/v1/datawatch/dashboards')
    const body = new Blob([JSON.stringify({ name: 'Lent' })], { type: 'application/json' })
    const sent = { method: 'POST', headers: { cookie, ...headers }, body }
    expect((await ask(POST, '/api/v1/datawatch/dashboards', sent)).status).toBe(403)
    expect(await askMe({ cookie, ...headers })).toMatchObject({ status: 403 })
    const own = { ...sent, headers: { cookie, 'sec-fetch-site': 'same-origin' } }
    expect((await ask(POST, '/api/v1/datawatch/dashboards', own)).status).toBe(201)
  })

  test('200: a link on another site leads to the page itself', async () => {
    const { cookie } = await signIn()
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect(await askPage('/dashboards', { cookie, ...link })).toBe('shown')
    expect(await askPage('/dashboards', { cookie, ...link, 'sec-fetch-dest': 'iframe' })).toMatch(/^NEXT_REDIRECT/)
  })
})

describe('with another password or secret', () => {
  test.each([
    ['password', { DATAWATCH_ACCESS_OWNER_PASSWORD: 'another one altogether' }],
    ['secret', { DATAWATCH_ACCESS_SECRET: 'another secret of the tests' }],
  ])('401: a session ends with the %s it was opened under', async (_name, changed) => {
    const before = await startRuntime(env)
    const { cookie } = await signIn()
    expect(await askMe({ cookie })).toMatchObject({ status: 200 })
    await before.stop()
    const after = await startRuntime({ ...env, ...changed })
    expect(await askMe({ cookie })).toMatchObject({ status: 401 })
    await after.stop()
  })
})
