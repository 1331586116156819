import { afterAll, beforeAll, expect, test } from 'vitest'
import { questionAt } from '@/lib/http/questions'
import { OpenDoor, type Sent } from '@/tests/support/doors'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const door = new OpenDoor()
beforeAll(async () => {
  runtime = await startRuntime()
  await door.open()
  await ingest(Array.from({ length: 10 }, () => insertEvent({ table: 'größe orders' })))
})
afterAll(async () => {
  await door.close()
  await runtime.stop()
})

const day = 'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z'
const ofDay = Object.fromEntries(new URLSearchParams(day))
const name = encodeURIComponent('größe_orders_events_total')
const json = (body: unknown): Sent => ({ method: 'POST', path: '/query', body: JSON.stringify(body) })
const get = (path: string): Sent => ({ method: 'GET', path })

/** Asks the route handler, as Next does. */
async function throughRoute({ method = 'GET', path = '', headers = {}, body }: Sent) {
  const url = new URL(`http://127.0.0.1/api/v1/datawatch${path}`)
  const { handler, params } = questionAt(method, url.pathname)!
  const init = { method, headers: { 'content-type': 'application/json', ...headers }, body: body as string }
  const answer = await handler(new Request(url, body === undefined ? { method, headers } : init), {
    params: Promise.resolve(params as Record<string, string>),
  })
  return { status: answer.status, headers: Object.fromEntries(answer.headers), text: await answer.text() }
}

const id = { 'x-request-id': 'same-for-both' }
const rows: [string, number, Sent][] = [
  ['a value', 200, get(`/metrics/${name}/query?${day}`)],
  ['steps', 200, get(`/metrics/${name}/range?${day}&step=1h&tz=Europe/Berlin`)],
  ['groups', 200, get(`/metrics/${name}/range?${day}&group_by=type`)],
  ['no such metric', 404, get('/metrics/nothing/query')],
  ['parameters that make no sense', 400, get(`/metrics/${name}/range?step=0`)],
  ['a NUL in the name', 404, get('/metrics/a%00b/query')],
  [
    'several at once',
    200,
    json({
      queries: [
        { ref: 'a', metric: 'größe_orders_events_total', ...ofDay },
        { ref: 'b', metric: 'a\0b', ...ofDay },
      ],
    }),
  ],
  ['no JSON', 400, { method: 'POST', path: '/query', body: '{bad' }],
  ['no questions', 422, json({ queries: [] })],
  ['not JSON by its type', 415, { ...json({}), headers: { 'content-type': 'text/plain' } }],
]

test.each(rows)('%s: %i, alike at the door in front of Next and in the route handler', async (_name, status, sent) => {
  const asked = { ...sent, headers: { ...id, ...sent.headers } }
  const [first, second] = await Promise.all([door.ask(asked), throughRoute(asked)])
  expect(first.status).toBe(status)
  expect({ status: first.status, text: first.text }).toEqual({ status: second.status, text: second.text })
  expect(first.headers).toMatchObject(second.headers)
  expect(Number(first.headers['content-length'])).toBe(Buffer.byteLength(first.text))
})

test.each([
  ['a slash behind it', get(`/metrics/${name}/query/?${day}`), 200],
  ['a body that is announced too large', { ...json({}), headers: { 'content-length': '9999999' } }, 413],
  ['an address that is not percent-encoded UTF-8', get('/metrics/%ff/query'), 400],
  ['what Next answers: another method', { method: 'PUT', path: `/metrics/${name}/query` }, 599],
  ['what Next answers: HEAD', { method: 'HEAD', path: `/metrics/${name}/query` }, 599],
  ['what Next answers: another path', get('/metrics'), 599],
])('the door: %s', async (_name, sent, status) => {
  const answer = await door.ask(sent).catch(() => ({ status: 599 }))
  expect(answer.status).toBe(status)
})
