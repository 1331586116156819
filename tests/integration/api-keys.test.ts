import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot } from '@/lib/runtime/boot'
import { setRuntime } from '@/lib/runtime/runtime'
import { browserOf, call, makeKey, makePerson, withKey } from '@/tests/support/people'
import { startRuntime } from '@/tests/support/runtime'
import { askMe, env } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let admin: { cookie: string }
beforeAll(async () => {
  runtime = await startRuntime(env)
  admin = { cookie: await browserOf((await makePerson('admin')).email) }
})
afterAll(() => runtime.stop())

const order = (id: string, table = 'orders', schema = 'public') => ({
  id,
  type: 'INSERT',
  table,
  schema,
  timestamp: '2026-11-01T10:00:00Z',
  before: null,
  after: { id: 1, amount: 5 },
})
const send = (key: string, events: object[]) => call('/events/batch', withKey(key), { method: 'POST', body: events })

test('201: a key is shown once, kept as a hash, and listed by how it starts', async () => {
  const body = { name: 'Debezium', scopes: ['read', 'ingest', 'read'] }
  const made = await call('/keys', admin, { method: 'POST', body })
  expect(made).toMatchObject({
    status: 201,
    json: { data: { name: 'Debezium', scopes: ['ingest', 'read'], state: 'active' } },
  })
  const { key, id, start } = made.json.data
  expect(key).toMatch(/^dw_[0-9A-Za-z]{38}$/)
  expect(key.startsWith(start)).toBe(true)
  const listed = await call('/keys', admin)
  expect(listed.json.data.keys.find((one: { id: string }) => one.id === id)).toMatchObject({ start, used_at: null })
  expect(listed.text).not.toContain(key)
  const [stored] = await runtime.db.$client`select row_to_json(api_keys)::text as row from api_keys where id = ${id}`
  expect(stored?.row).not.toContain(key)
  expect((await send(key, [order('a-1')])).status).toBe(202)
  expect((await call('/metrics', withKey(key))).status).toBe(200)
  expect((await call('/notes', withKey(key), { method: 'POST', body: { text: 'x' } })).status).toBe(403)
  await expect
    .poll(async () => (await call('/keys', admin)).json.data.keys.find((one: { id: string }) => one.id === id).used_at)
    .not.toBeNull()
})

test.each([
  ['no scope', { name: 'x', scopes: [] }, 'scopes'],
  ['an unknown scope', { name: 'x', scopes: ['everything'] }, 'scopes.0'],
  ['no name', { name: '  ', scopes: ['read'] }, 'name'],
  ['an end in the past', { name: 'x', scopes: ['read'], expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  ['tables for a key that reads', { name: 'x', scopes: ['ingest', 'read'], tables: ['orders'] }, 'tables'],
  ['a field that there is not', { name: 'x', scopes: ['read'], role: 'owner' }, ''],
])('422: %s', async (_name, body, path) => {
  const answer = await call('/keys', admin, { method: 'POST', body })
  expect(answer).toMatchObject({ status: 422, json: { errors: [{ path }] } })
})

test('401 at the next request: of a key that was revoked, or has expired, in another process too', async () => {
  const { key, id } = await makeKey(['read', 'ingest'])
  const other = await boot({ ...runtime.config, database: { ...runtime.config.database, url: runtime.url } })
  const askOther = async () => {
    setRuntime(other)
    try {
      return (await askMe({ authorization: `Bearer ${key}` })).status
    } finally {
      setRuntime(runtime)
    }
  }
  setRuntime(runtime)
  expect([await askOther(), (await askMe({ authorization: `Bearer ${key}` })).status]).toEqual([200, 200])
  expect((await call('/keys/[id]', admin, { method: 'DELETE', params: { id } })).json.data.state).toBe('revoked')
  expect([await askOther(), (await askMe({ authorization: `Bearer ${key}` })).status]).toEqual([401, 401])
  expect((await send(key, [order('b-1')])).status).toBe(401)
  const again = await call('/keys/[id]', admin, { method: 'DELETE', params: { id } })
  expect(again).toMatchObject({ status: 200, json: { data: { state: 'revoked' } } })
  const short = await makeKey(['read'])
  await runtime.db.$client`update api_keys set expires_at = now() where id = ${short.id}`
  expect((await askMe({ authorization: `Bearer ${short.key}` })).status).toBe(401)
  await other.stop()
  setRuntime(runtime)
})

test('rotation: the new key may the same, the old one goes on for the overlap', async () => {
  const old = await makeKey(['ingest'], { tables: ['orders'], rate_limit: 1000 })
  const rotate = (id: string, body?: object) =>
    call('/keys/[id]/rotate', admin, { method: 'POST', params: { id }, body })
  const made = (await rotate(old.id, { overlap: '1h' })).json.data
  expect(made).toMatchObject({
    name: old.name,
    scopes: ['ingest'],
    tables: ['orders'],
    rate_limit: 1000,
    replaces: old.id,
  })
  expect([(await send(old.key, [order('c-1')])).status, (await send(made.key, [order('c-2')])).status]).toEqual([
    202, 202,
  ])
  const { keys } = (await call('/keys', admin)).json.data
  const left = new Date(keys.find((one: { id: string }) => one.id === old.id).expires_at).getTime() - Date.now()
  expect(Math.round(left / 60_000)).toBe(60)
  expect((await rotate(old.id)).status).toBe(409)
  const last = (await rotate(made.id, { overlap: '0s' })).json.data
  expect((await send(made.key, [order('c-3')])).status).toBe(401)
  expect((await send(last.key, [order('c-3')])).status).toBe(202)
  expect((await rotate(last.id, { overlap: 'soon' })).status).toBe(422)
})

test('202: a key that is bound to tables has its other events refused, each by itself', async () => {
  const { key } = await makeKey(['ingest'], { tables: ['orders', 'shop.items'] })
  const events = [order('d-1'), order('d-2', 'customers'), order('d-3', 'items', 'shop'), order('d-4', 'items')]
  const { status, json } = await send(key, events)
  expect(status).toBe(202)
  expect(json.data).toMatchObject({ received: 4, accepted: 2, rejected: 2 })
  expect(json.data.errors).toMatchObject([
    {
      index: 1,
      id: 'd-2',
      code: 'table_not_allowed',
      message: expect.stringContaining('orders, shop.items only, not of public.customers'),
    },
    { index: 3, id: 'd-4', code: 'table_not_allowed' },
  ])
})

test('429: a key has its own number of requests a minute, and its answers say what is left', async () => {
  const { key } = await makeKey(['ingest', 'read'], { rate_limit: 3 })
  const first = await send(key, [order('e-1')])
  expect(first.headers.get('ratelimit-policy')).toBe('"key";q=3;w=60')
  expect(first.headers.get('ratelimit')).toMatch(/^"key";r=2;t=\d+$/)
  expect((await call('/me', withKey(key))).headers.get('ratelimit')).toMatch(/^"key";r=1;t=\d+$/)
  expect((await send(key, [order('e-2')])).status).toBe(202)
  const refused = await send(key, [order('e-3')])
  expect(refused).toMatchObject({ status: 429, json: { detail: expect.stringContaining('3 requests a minute') } })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await call('/me', withKey((await makeKey(['read'])).key))).headers.get('ratelimit')).toBeNull()
})

test('what a key may is changed for its next request', async () => {
  const { key, id } = await makeKey(['ingest'])
  const change = (body: object) => call('/keys/[id]', admin, { method: 'PATCH', params: { id }, body })
  expect((await call('/metrics', withKey(key))).status).toBe(403)
  expect((await change({ scopes: ['read'] })).json.data.scopes).toEqual(['read'])
  expect((await call('/metrics', withKey(key))).status).toBe(200)
  expect(await change({ tables: ['orders'] })).toMatchObject({ status: 422, json: { errors: [{ path: 'tables' }] } })
  expect((await change({})).status).toBe(422)
  expect(
    (
      await call('/keys/[id]', admin, {
        method: 'PATCH',
        params: { id: '01890000-0000-7000-8000-000000000000' },
        body: { name: 'x' },
      })
    ).status,
  ).toBe(404)
})
