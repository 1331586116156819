import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserOf, call, makePerson, password } from '@/tests/support/people'
import { startRuntime } from '@/tests/support/runtime'
import { askMe, env, signIn } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const strong = 'nine quiet lanterns by the harbour'

beforeAll(async () => {
  runtime = await startRuntime(env)
})
afterAll(() => runtime.stop())

test('own sessions are listed and ended one by one or all others; those of others are as absent as none', async () => {
  const person = await makePerson('viewer')
  const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', 'x-forwarded-for': '198.51.100.77' }
  const here = { cookie: await browserOf(person.email, agent) }
  const there = await browserOf(person.email)
  const third = await browserOf(person.email)
  const { sessions } = (await call('/account/sessions', here)).json.data
  expect(sessions).toHaveLength(3)
  const current = sessions.find((one: { current: boolean }) => one.current)
  expect(current).toMatchObject({ address: '198.51.100.77', user_agent: agent['user-agent'], provider: 'password' })
  const idOf = async (cookie: string) =>
    (await call('/account/sessions', { cookie })).json.data.sessions.find((one: { current: boolean }) => one.current).id
  const stranger = { cookie: await browserOf((await makePerson('viewer')).email) }
  const end = (id: string, as: { cookie: string }) =>
    call('/account/sessions/[id]', as, { method: 'DELETE', params: { id } })
  const foreign = await end(await idOf(there), stranger)
  const absent = await end('01890000-0000-7000-8000-000000000000', stranger)
  expect([foreign.status, absent.status]).toEqual([404, 404])
  expect(Object.keys(foreign.json)).toEqual(Object.keys(absent.json))
  expect((await end(await idOf(there), here)).status).toBe(200)
  expect(await askMe({ cookie: there })).toMatchObject({ status: 401 })
  expect((await call('/account/sessions', here, { method: 'DELETE' })).json.data).toEqual({ ended: 1 })
  expect(await askMe({ cookie: third })).toMatchObject({ status: 401 })
  expect(await askMe(here)).toMatchObject({ status: 200 })
})

test.each([
  ['was not used for two days', 'seen_at', '2 days'],
  ['was opened a week ago', 'expires_at', '0 days'],
])('401: a session that %s is over', async (_name, column, ago) => {
  const person = await makePerson('viewer')
  const cookie = await browserOf(person.email)
  expect(await askMe({ cookie })).toMatchObject({ status: 200 })
  const { $client: sql } = runtime.db
  await sql`update sessions set ${sql(column)} = now() - ${ago}::interval where user_id = ${person.id}`
  expect(await askMe({ cookie })).toMatchObject({ status: 401 })
})

test('a password is changed by who knows it, reset by a link, and ends the other sessions', async () => {
  const person = await makePerson('viewer')
  const here = { cookie: await browserOf(person.email) }
  const there = await browserOf(person.email)
  const change = (body: object) => call('/account/password', here, { method: 'POST', body })
  expect((await change({ current: 'wrong', password: strong })).json.errors).toMatchObject([{ code: 'wrong_password' }])
  expect((await change({ current: password, password: 'password123456' })).json.errors).toMatchObject([
    { code: 'weak_password' },
  ])
  expect((await change({ current: password, password: strong })).json.data).toEqual({ ended: 1 })
  expect(await askMe({ cookie: there })).toMatchObject({ status: 401 })
  expect(await askMe(here)).toMatchObject({ status: 200 })
  const admin = { cookie: await browserOf((await makePerson('admin')).email) }
  const { url } = (await call('/people/[id]/reset', admin, { method: 'POST', params: { id: person.id } })).json.data
  const token = url.split('/invite/')[1]
  const sent = { method: 'POST', params: { token }, body: { password: 'eleven copper kettles in may' } }
  expect((await call('/invitations/[token]', {}, sent)).status).toBe(201)
  expect((await call('/invitations/[token]', {}, sent)).status).toBe(404)
  expect(await askMe(here)).toMatchObject({ status: 401 })
  expect((await signIn({ given: { email: person.email, password: strong } })).answer.status).toBe(401)
  expect(
    (await signIn({ given: { email: person.email, password: 'eleven copper kettles in may' } })).answer.status,
  ).toBe(200)
})
