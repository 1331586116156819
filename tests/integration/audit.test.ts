import { afterAll, beforeAll, expect, test } from 'vitest'
import { browserOf, call, makePerson } from '@/tests/support/people'
import { startRuntime } from '@/tests/support/runtime'
import { env, signIn } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let admin: { cookie: string }
let email: string
beforeAll(async () => {
  runtime = await startRuntime({ ...env, DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1/32' })
  email = (await makePerson('admin')).email
  admin = { cookie: await browserOf(email, { 'x-forwarded-for': '198.51.100.9' }) }
})
afterAll(() => runtime.stop())

const list = async (search = '') => (await call(`/audit`, admin, { search })).json.data.entries

test('what changed is written down: who, what, to what, from where, and without secrets', async () => {
  const board = await call('/dashboards', admin, {
    method: 'POST',
    body: { name: 'Audited' },
    headers: { 'x-forwarded-for': '198.51.100.9', 'x-request-id': 'request-of-the-audit' },
  })
  const { id } = board.json.data
  await call('/dashboards/[id]', admin, { method: 'DELETE', params: { id } })
  const channel = { name: 'Chat', type: 'webhook', config: { url: 'http://127.0.0.1:9/very-secret' } }
  await call('/alerts/channels', admin, { method: 'POST', body: channel })
  const entries = await list()
  expect(entries[2]).toMatchObject({
    actor: email,
    actor_kind: 'user',
    action: 'dashboards.create',
    target: id,
    target_name: 'Audited',
    outcome: 'done',
    address: '198.51.100.9',
    request_id: 'request-of-the-audit',
  })
  expect(entries[1]).toMatchObject({ action: 'dashboards.delete', target: id })
  expect(entries[0]).toMatchObject({ action: 'alerts.channels.create', target_name: 'Chat' })
  expect(JSON.stringify(entries)).not.toContain('very-secret')
})

test('signing in and out, and what was refused, are written down; reading is not', async () => {
  await signIn({ given: { email: 'Nobody@example.com', password: 'x' } })
  await call('/metrics', admin)
  const [refused, ...others] = await list('action=sign-in')
  expect(refused).toMatchObject({
    action: 'sign-in',
    outcome: 'refused',
    actor: 'nobody@example.com',
    actor_kind: 'anonymous',
  })
  expect(others.at(-1)).toMatchObject({ actor: email, outcome: 'done', detail: { provider: 'password' } })
  expect((await list()).map(({ action }: { action: string }) => action)).not.toContain('metrics')
  expect((await call('/metrics', {}, {})).status).toBe(401)
})

test('it is filtered, paged and exported', async () => {
  for (const n of [1, 2, 3])
    await call('/notes', admin, { method: 'POST', body: { text: `=Note ${n}`, kind: 'other' } })
  const notes = await list('action=notes.*')
  expect(notes).toHaveLength(3)
  const first = await call('/audit', admin, { search: 'action=notes.*&limit=2' })
  expect(first.json.data).toMatchObject({ count: 2, next_cursor: expect.any(String) })
  const rest = await list(`action=notes.*&limit=2&cursor=${first.json.data.next_cursor}`)
  expect([...first.json.data.entries, ...rest]).toEqual(notes)
  expect(await list('q=nothing-like-this')).toEqual([])
  expect(await list(`actor=${encodeURIComponent(email)}&action=notes.create`)).toHaveLength(3)
  const csv = await call('/audit/export', admin, { search: 'action=notes.*' })
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.csv"$/)
  expect(csv.text.trim().split('\r\n')).toHaveLength(4)
  const lines = (await call('/audit/export', admin, { search: 'format=ndjson&action=notes.*' })).text.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(notes)
  expect((await call('/audit', admin, { search: 'from=2026-02-01&to=2026-01-01' })).status).toBe(400)
})

test('nobody changes it or takes anything back', async () => {
  const refused = /only ever added to/
  await expect(runtime.db.$client`delete from audit_log`).rejects.toThrow(refused)
  await expect(runtime.db.$client`update audit_log set actor = 'x'`).rejects.toThrow(refused)
  await expect(runtime.db.$client`truncate audit_log`).rejects.toThrow(refused)
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    expect((await call('/audit', admin, { method })).status).toBe(405)
})
