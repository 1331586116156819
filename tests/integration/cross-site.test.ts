import { afterAll, beforeAll, expect, test } from 'vitest'
import { changing, type Door, everyDoor } from '@/tests/support/every-route'
import { startRuntime } from '@/tests/support/runtime'
import { env, origin, signIn } from '@/tests/support/visitor'

let runtime: Awaited<ReturnType<typeof startRuntime>>
let doors: Door[]
let cookie: string
beforeAll(async () => {
  runtime = await startRuntime(env)
  cookie = (await signIn()).cookie
  doors = await everyDoor(changing)
})
afterAll(() => runtime.stop())

/** No session opens these: a sign-in has tests of its own, the schedule and links have secrets of their own. */
const isElsewhere = ({ address }: Door) => /^\/api\/(auth|cron)\/|\/shared\/\[token\]\//.test(address)
/** Before there is a session: the first set-up, and an invitation. */
const isBefore = ({ address }: Door) => /\/(setup|invitations\/\[token\])$/.test(address)
/** Prometheus sends its questions as forms; they change nothing. */
const takesForms = ({ address }: Door) => /^\/api\/v1\/(\[\.\.\.path\]|query|query_range|series|labels)$/.test(address)

async function statusesOf(list: Door[], headers: Record<string, string>, body?: string) {
  const found = new Map<string, number>()
  for (const door of list) {
    const sent = door.method === 'DELETE' ? undefined : body
    found.set(`${door.method} ${door.address}`, (await door.send(headers, sent)).status)
  }
  return found
}
const unlike = (statuses: Map<string, number>, expected: number) =>
  [...statuses].filter(([, status]) => status !== expected)

test('there is something to try', () => {
  expect(doors.filter((door) => !isElsewhere(door)).length).toBeGreaterThan(80)
})

test.each<[string, Record<string, string>]>([
  ['nothing', {}],
  ['a cookie that is none of ours', { cookie: 'session=x' }],
])('401: every change that comes with %s', async (_name, headers) => {
  const ours = doors.filter((door) => !isElsewhere(door) && !isBefore(door))
  expect(unlike(await statusesOf(ours, { 'content-type': 'application/json', ...headers }, '{}'), 401)).toEqual([])
})

test.each<[string, Record<string, string>]>([
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a page of a sister site', { 'sec-fetch-site': 'same-site', origin: 'http://other.watch.example' }],
  ['an old browser on another site', { origin: 'https://evil.example' }],
  ['a page in a sandbox', { origin: 'null' }],
  ['a form of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', origin: 'null' }],
])('403: every change that %s makes with the session of a person', async (_name, headers) => {
  const ours = doors.filter((door) => !isElsewhere(door) && !isBefore(door))
  const sent = { cookie, 'content-type': 'application/json', ...headers }
  expect(unlike(await statusesOf(ours, sent, '{}'), 403)).toEqual([])
  const link = { name: 'Eve', password: 'seven grey herons' }
  for (const door of doors.filter(isBefore)) {
    const body = door.address.endsWith('/setup') ? { ...link, code: 'x', email: 'eve@example.com' } : link
    expect((await door.send(sent, JSON.stringify(body))).status, door.address).toBe(403)
  }
})

test.each([
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
])('415: %s is read nowhere where a change may come of it', async (type) => {
  const ours = doors.filter((door) => !isElsewhere(door) && !takesForms(door) && door.method !== 'DELETE')
  const own = { cookie, origin, 'sec-fetch-site': 'same-origin' }
  const [unread, sent] = [await statusesOf(ours, own), await statusesOf(ours, { ...own, 'content-type': type }, '{}')]
  const taken = unlike(sent, 415).filter(([door, status]) => status !== unread.get(door))
  expect(taken).toEqual([])
  expect([...sent.values()].filter((status) => status === 415).length).toBeGreaterThan(40)
})

test('a token of a link and the secret of the schedule are no cookies: what comes from another site is none the wiser', async () => {
  const others = doors.filter((door) => isElsewhere(door) && !door.address.startsWith('/api/auth'))
  const sent = { cookie, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' }
  const statuses = new Set((await statusesOf(others, sent, '{"queries":[]}')).values())
  expect([...statuses].filter((status) => ![401, 404, 422].includes(status))).toEqual([])
})
