import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { GitHubServer } from '@/tests/support/github-server'
import { app, IdentityProvider } from '@/tests/support/identity-provider'
import { browserOf, call, makePerson } from '@/tests/support/people'
import { startRuntime } from '@/tests/support/runtime'
import { ask, askMe, env, origin, routeAt } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let provider: IdentityProvider
let github: GitHubServer
let admin: { cookie: string }

const kept = (...answers: Response[]) =>
  answers.flatMap((answer) => answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])).join('; ')

beforeAll(async () => {
  provider = await IdentityProvider.start(`${origin}/api/auth/callback/oidc`)
  github = await GitHubServer.start()
  runtime = await startRuntime({
    ...env,
    DATAWATCH_ACCESS_PROVIDERS_GITHUB_URL: github.url,
    DATAWATCH_ACCESS_PROVIDERS_GITHUB_CLIENT_ID: app.client_id,
    DATAWATCH_ACCESS_PROVIDERS_GITHUB_CLIENT_SECRET: app.client_secret,
    DATAWATCH_SERVER_PUBLIC_URL: origin,
    DATAWATCH_ACCESS_PROVIDERS_OIDC_ISSUER: provider.issuer,
    DATAWATCH_ACCESS_PROVIDERS_OIDC_CLIENT_ID: app.client_id,
    DATAWATCH_ACCESS_PROVIDERS_OIDC_CLIENT_SECRET: app.client_secret,
    DATAWATCH_ACCESS_PROVIDERS_ALLOWED_DOMAINS: 'Shop.example',
    DATAWATCH_ACCESS_PROVIDERS_DEFAULT_ROLE: 'editor',
  })
  admin = { cookie: await browserOf((await makePerson('admin')).email) }
})
afterAll(async () => {
  await runtime.stop()
  await provider.stop()
  await github.stop()
})

type Turn = (back: URL) => URL
type Way = { by?: 'oidc' | 'github'; turn?: Turn; from?: string }

/** Signs somebody in at a provider and comes back with what it says, or with what `turn` makes of it. */
async function signInAs(somebody: string, { by = 'oidc', turn = (back) => back, from = '/' }: Way = {}) {
  const { GET, POST } = await routeAt('/api/auth/[...nextauth]')
  const csrf = await ask(GET, '/api/auth/csrf', { params: { nextauth: ['csrf'] } })
  const { csrfToken } = (await csrf.json()) as { csrfToken: string }
  const started = await ask(POST, `/api/auth/signin/${by}`, {
    method: 'POST',
    params: { nextauth: ['signin', by] },
    headers: { cookie: kept(csrf) },
    body: new URLSearchParams({ csrfToken, json: 'true', callbackUrl: from }),
  })
  const { url } = (await started.json()) as { url: string }
  const back = turn(await (by === 'oidc' ? provider.signIn(url, somebody) : github.signIn(url)))
  const answer = await ask(GET, `${back.pathname}${back.search}`, {
    params: { nextauth: ['callback', by] },
    headers: { cookie: kept(csrf, started), 'sec-fetch-site': 'cross-site', 'x-forwarded-for': somebody },
  })
  return { location: answer.headers.get('location'), cookie: kept(answer) }
}

const refused = { location: expect.stringMatching(/\/signin\?error=/) }

describe('who comes in by a provider', () => {
  test('is somebody who is there, by an address that the provider has verified, and then by the id', async () => {
    const person = await makePerson('viewer')
    provider.people.set('sub-1', { email: person.email.toUpperCase(), email_verified: true })
    const { location, cookie } = await signInAs('sub-1', { from: '/explore?table=orders' })
    expect(location).toBe('/explore?table=orders')
    expect((await call('/me', { cookie })).json.data).toMatchObject({ email: person.email, role: 'viewer' })
    provider.people.set('sub-1', { email: 'renamed@elsewhere.example', email_verified: true })
    const again = await signInAs('sub-1')
    expect((await call('/me', { cookie: again.cookie })).json.data).toMatchObject({ id: person.id })
    const listed = (await call('/people', admin, { search: 'limit=1000' })).json.data.people
    expect(listed.find((one: { id: string }) => one.id === person.id)).toMatchObject({
      providers: ['oidc'],
      sessions: 2,
    })
    await call('/people/[id]', admin, { method: 'PATCH', params: { id: person.id }, body: { enabled: false } })
    expect(await signInAs('sub-1')).toMatchObject(refused)
    expect(await askMe({ cookie })).toMatchObject({ status: 401 })
  })

  test('is whoever was invited, with the role of the invitation, or has an address of a domain that is let in', async () => {
    await call('/people/invitations', admin, {
      method: 'POST',
      body: { email: 'guest@elsewhere.example', role: 'admin' },
    })
    provider.people.set('sub-2', { email: 'guest@elsewhere.example', email_verified: true, name: 'A guest' })
    const invited = await signInAs('sub-2')
    expect((await call('/me', { cookie: invited.cookie })).json.data).toMatchObject({ role: 'admin' })
    expect((await call('/people/invitations', admin)).json.data.count).toBe(0)
    provider.people.set('sub-3', { email: 'clerk@shop.example', email_verified: true })
    const { cookie } = await signInAs('sub-3')
    expect((await call('/me', { cookie })).json.data).toMatchObject({ role: 'editor', email: 'clerk@shop.example' })
  })

  test('is not whom somebody invited who may not do so any more', async () => {
    const maker = await makePerson('owner')
    const as = { cookie: await browserOf(maker.email) }
    const email = 'late@elsewhere.example'
    await call('/people/invitations', as, { method: 'POST', body: { email, role: 'owner' } })
    const top = { cookie: await browserOf((await makePerson('owner')).email) }
    const lowered = { method: 'PATCH', params: { id: maker.id }, body: { role: 'viewer' } }
    expect((await call('/people/[id]', top, lowered)).status).toBe(200)
    provider.people.set('sub-20', { email, email_verified: true })
    expect(await signInAs('sub-20')).toMatchObject(refused)
    await call('/people/[id]', top, { ...lowered, body: { role: 'owner' } })
    expect((await signInAs('sub-20')).location).toBe('/')
    const [row] = await runtime.db
      .$client`select actor, detail from audit_log where action = 'invitations.accept' order by id desc limit 1`
    expect(row).toMatchObject({ actor: email, detail: { role: 'owner' } })
  })

  test('is let in however many of the same address came before; a picture on another page uses nothing up', async () => {
    const person = await makePerson('viewer')
    provider.people.set('sub-21', { email: person.email, email_verified: true })
    const { GET } = await routeAt('/api/auth/[...nextauth]')
    const headers = { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site', 'x-forwarded-for': 'sub-21' }
    for (let turn = 0; turn < 12; turn += 1) {
      const params = { nextauth: ['callback', 'oidc'] }
      expect((await ask(GET, '/api/auth/callback/oidc?x', { params, headers })).status).toBe(403)
      expect((await signInAs('sub-21')).location).toBe('/')
    }
  })

  test.each([
    ['a stranger', 'sub-4', { email: 'stranger@elsewhere.example', email_verified: true }],
    ['an address that is not verified', 'sub-5', { email: 'boss@shop.example', email_verified: false }],
    ['an address of which nothing is said', 'sub-6', { email: 'boss@shop.example' }],
    ['no address', 'sub-7', { name: 'Nobody' }],
    ['an address with a NUL', 'sub-10', { email: 'a\0b@shop.example', email_verified: true }],
    ['what is no address', 'sub-11', { email: 'a@evil.example@shop.example', email_verified: true }],
    [
      'an address that is said to be verified',
      'sub-12',
      { email: 'boss@shop.example', email_verified: 'true' as never },
    ],
    ['a domain that only ends alike', 'sub-8', { email: 'x@notshop.example', email_verified: true }],
  ])('is not %s', async (_name, sub, claims) => {
    provider.people.set(sub, claims)
    expect(await signInAs(sub)).toMatchObject(refused)
    const [row] = await runtime.db
      .$client`select outcome, detail from audit_log where action = 'sign-in' order by id desc limit 1`
    expect(row).toMatchObject({ outcome: 'refused', detail: { provider: 'oidc' } })
  })

  test('is nobody with a made up code or the state of another browser', async () => {
    const person = await makePerson('owner')
    provider.people.set('sub-9', { email: person.email, email_verified: true })
    const with_ = (name: string, value: string) => (back: URL) => {
      back.searchParams.set(name, value)
      return back
    }
    expect(await signInAs('sub-9', { turn: with_('code', 'made-up') })).toMatchObject(refused)
    expect(await signInAs('sub-9', { turn: with_('state', 'of-another') })).toMatchObject(refused)
    expect((await signInAs('sub-9', { from: 'https://evil.example/' })).location).toBe('/')
  })

  test('is known at GitHub by the primary address, where that is verified, whatever the profile says', async () => {
    const person = await makePerson('editor')
    const own = { email: person.email, primary: true, verified: true }
    const other = { email: 'other@elsewhere.example', primary: false, verified: true }
    github.account = { id: 7, login: 'octo', email: person.email, emails: [{ ...own, verified: false }, other] }
    expect(await signInAs('g-1', { by: 'github' })).toMatchObject(refused)
    github.account = { id: 7, login: 'octo', email: 'boss@shop.example', emails: [other, own] }
    const { cookie, location } = await signInAs('g-2', { by: 'github', from: '/alerts' })
    expect(location).toBe('/alerts')
    expect((await call('/me', { cookie })).json.data).toMatchObject({ id: person.id, email: person.email })
    github.account = { id: 8, login: 'octo', email: person.email, emails: [] }
    expect(await signInAs('g-3', { by: 'github' })).toMatchObject(refused)
  })
})
