import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Handler } from '@/lib/http/route'
import { inRequest } from '@/tests/support/request-scope'
import { filesOf } from '@/tests/support/routes'
import { startRuntime } from '@/tests/support/runtime'

const origin = 'http://watch.example'
const key = 'dw_a-key-of-the-access-tests'
const owner = { email: 'owner@example.com', password: 'correct horse battery' }
const env = {
  DATAWATCH_SERVER_ENVIRONMENT: 'production',
  DATAWATCH_ACCESS_OWNER_EMAIL: owner.email,
  DATAWATCH_ACCESS_OWNER_PASSWORD: owner.password,
  DATAWATCH_ACCESS_API_KEYS: key,
  DATAWATCH_ACCESS_SECRET: 'a secret of the access tests',
}
const open = ['/health', '/ready', '/api/auth/[...nextauth]']
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

type Methods = Record<(typeof methods)[number], Handler>
type Page = (props: object) => Promise<unknown>
type Sent = {
  method?: string
  headers?: Record<string, string>
  body?: BodyInit
  params?: Record<string, string | string[]>
}

/** Asks a handler as Next does, from the address of a browser or of a program. */
async function ask(handler: Handler, path: string, { method = 'GET', headers = {}, body, params = {} }: Sent = {}) {
  const all = new Headers({ host: new URL(origin).host, ...headers })
  const request = new Request(new URL(path, origin), { method, headers: all, body })
  return inRequest(all, () => handler(request, { params: Promise.resolve(params) }))
}

const load = async <T>(file: string) => (await import(file)) as T
const routeAt = async (address: string) => {
  const found = filesOf('route.ts').find((one) => one.address === address)
  if (!found) throw new Error(`no route at ${address}`)
  return load<Methods>(found.file)
}
const valuesOf = (names: string[]) => Object.fromEntries(names.map((name) => [name, uuidv7()]))

async function askPage(address: string, headers: Record<string, string> = {}) {
  const found = filesOf('page.tsx').find((one) => one.address === address)
  if (!found) throw new Error(`no page at ${address}`)
  const { default: page } = await load<{ default: Page }>(found.file)
  const props = { params: Promise.resolve(valuesOf(found.names)), searchParams: Promise.resolve({ table: 'orders' }) }
  return inRequest(new Headers({ host: new URL(origin).host, ...headers }), () => page(props)).then(
    () => 'shown',
    (error: { digest?: string }) => error.digest ?? String(error),
  )
}

async function askMe(headers: Record<string, string>) {
  const { GET } = await routeAt('/api/v1/datawatch/me')
  const answer = await ask(GET, '/api/v1/datawatch/me', { headers })
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), json: await answer.json() }
}

const kept = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

type Attempt = { given?: object; headers?: Record<string, string>; token?: string }

/** Signs in as the sign-in page does; answers the response and the cookies it left. */
async function signIn({ given = owner, headers = {}, token }: Attempt = {}) {
  const { GET, POST } = await routeAt('/api/auth/[...nextauth]')
  const csrf = await ask(GET, '/api/auth/csrf', { params: { nextauth: ['csrf'] }, headers })
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const answer = await ask(POST, '/api/auth/callback/credentials', {
    method: 'POST',
    params: { nextauth: ['callback', 'credentials'] },
    headers: { cookie: kept(csrf), 'x-forwarded-for': uuidv7(), ...headers },
    body: new URLSearchParams({ ...given, csrfToken: token ?? csrfToken, json: 'true' }),
  })
  return { answer, cookie: kept(answer), csrf: { cookie: kept(csrf), csrfToken } }
}

let runtime: Awaited<ReturnType<typeof startRuntime>>

describe('production', () => {
  beforeAll(async () => {
    runtime = await startRuntime(env)
  })
  afterAll(() => runtime.stop())

  test.each(filesOf('route.ts').filter(({ address }) => !open.includes(address)))(
    '401: $address tells nobody anything',
    async ({ file, address, names }) => {
      const handlers = await load<Methods>(file)
      const statuses = new Map<string, number>()
      for (const method of methods) {
        const answer = await ask(handlers[method], address, { method, params: valuesOf(names) })
        statuses.set(method, answer.status)
        if (answer.status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      }
      expect([...new Set(statuses.values())].filter((status) => status !== 405)).toEqual([401])
    },
  )

  test.each(filesOf('page.tsx').filter(({ address }) => address !== '/signin'))(
    '307: $address leads to the sign-in page',
    async ({ address }) => {
      expect(await askPage(address)).toMatch(/^NEXT_REDIRECT;replace;\/signin.*;307;$/)
    },
  )

  test('307: the sign-in page is told where to lead back to', async () => {
    expect(await askPage('/explore')).toContain(`/signin?${new URLSearchParams({ from: '/explore?table=orders' })}`)
  })

  test.each([
    ['a wrong key', 'Bearer dw_another-key-of-the-tests'],
    ['a key cut short', `Bearer ${key.slice(0, -1)}`],
    ['no token', 'Bearer'],
    ['a percent sign', 'Bearer %'],
    ['two tokens', `Bearer ${key} ${key}`],
    ['another scheme', `Basic ${btoa(`${owner.email}:${owner.password}`)}`],
    ['nothing', ''],
  ])('401: %s, with a session or without', async (_name, authorization) => {
    const { cookie } = await signIn()
    expect(await askMe({ authorization })).toMatchObject({ status: 401, challenge: 'Bearer' })
    expect(await askMe({ authorization, cookie })).toMatchObject({ status: 401, challenge: 'Bearer' })
  })

  test('200: an API key is let in, from a page of another site too', async () => {
    const answer = await askMe({ authorization: `bearer ${key}`, 'sec-fetch-site': 'cross-site' })
    expect(answer).toMatchObject({ status: 200, json: { data: { kind: 'key' } } })
  })

  test('200: the owner signs in, sees the pages and signs out', async () => {
    const { answer, cookie, csrf } = await signIn({ given: { ...owner, email: ' Owner@Example.com' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie().at(-1)).toMatch(
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
    expect(answer.headers.getSetCookie().at(-1)).toMatch(/^__Host-datawatch\.session=.*; Secure/)
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
    const sent = { method: 'POST', headers: { cookie, ...headers }, body: JSON.stringify({ name: 'Lent' }) }
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

describe('development on loopback', () => {
  beforeAll(async () => {
    runtime = await startRuntime({ DATAWATCH_ACCESS_API_KEYS: key })
  })
  afterAll(() => runtime.stop())

  test.each<[string, Record<string, string>, number]>([
    ['a program', { host: 'localhost:3002' }, 200],
    ['a page of ours', { host: 'localhost:3002', 'sec-fetch-site': 'same-origin' }, 200],
    ['a page of ours in an old browser', { host: '[::1]:3002', origin: 'http://[::1]:3002' }, 200],
    ['an API key under another name', { host: 'watch.example', authorization: `Bearer ${key}` }, 200],
    ['a wrong key', { host: 'localhost:3002', authorization: 'Bearer dw_wrong-key-of-tests' }, 401],
    ['a malformed key', { host: 'localhost:3002', authorization: 'Bearer %' }, 401],
    ['a page of another site', { host: 'localhost:3002', 'sec-fetch-site': 'cross-site' }, 403],
    ['a page of another site in an old browser', { host: 'localhost:3002', origin: 'http://evil.example' }, 403],
    ['a rebound name', { host: 'evil.example:3002', 'sec-fetch-site': 'same-origin' }, 403],
    ['a proxy for the world', { host: 'localhost:3002', 'x-forwarded-host': 'watch.example' }, 403],
  ])('%s gets %s', async (_name, headers, status) => {
    expect(await askMe(headers)).toMatchObject({ status })
  })

  test('pages are shown under the names of this machine only', async () => {
    expect(await askPage('/dashboards', { host: 'localhost:3002' })).toBe('shown')
    expect(await askPage('/dashboards', { host: 'evil.example' })).toMatch(/^NEXT_REDIRECT;replace;\/signin/)
    expect(await askPage('/signin', { host: 'evil.example' })).toBe('shown')
  })
})
