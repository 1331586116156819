import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { filesOf } from '@/tests/support/routes'
import { startRuntime } from '@/tests/support/runtime'
import {
  ask,
  askMe,
  askPage,
  env,
  key,
  load,
  type Methods,
  methods,
  owner,
  signIn,
  valuesOf,
} from '@/tests/support/visitor'

const api = '/api/v1/datawatch'
const open = [
  '/health',
  '/ready',
  '/api/auth/[...nextauth]',
  `${api}/setup`,
  `${api}/invitations/[token]`,
  `${api}/openapi.json`,
]
const openPages = ['/signin', '/setup', '/invite/[token]', '/problems', '/problems/[kind]']
/** Behind the token of a link: they tell nobody without one that there is anything (`share-scope.test.ts`). */
const isShared = (address: string) => /\/(shared|share|embed)\/\[token\]/.test(address)

let runtime: Awaited<ReturnType<typeof startRuntime>>

describe('production', () => {
  beforeAll(async () => {
    runtime = await startRuntime(env)
  })
  afterAll(() => runtime.stop())

  test.each(filesOf('route.ts').filter(({ address }) => !open.includes(address) && !isShared(address)))(
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

  test.each(filesOf('page.tsx').filter(({ address }) => !openPages.includes(address) && !isShared(address)))(
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
