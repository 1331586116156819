import { PassThrough, Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Door, OpenDoor, type Sent, throughRoute } from '@/tests/support/doors'
import { insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
const door = new OpenDoor()
beforeAll(async () => {
  runtime = await startRuntime({
    DATAWATCH_INGEST_BODY_TIMEOUT: '300ms',
    DATAWATCH_INGEST_BODY_DEADLINE: '1s',
    DATAWATCH_INGEST_MAX_REQUESTS: '8',
  })
  await door.open()
})
afterAll(async () => {
  await door.close()
  await runtime.stop()
})

const doors: [string, Door][] = [
  ['in front of Next', door.ask],
  ['the route handler', throughRoute],
]
const event = (over: Record<string, unknown> = {}) => JSON.stringify(insertEvent({ table: 'doors', ...over }))
const single = (over: Record<string, unknown>): Sent => ({ path: '/events', body: event(over) })
const encoded = (name: string, body: Uint8Array): Sent => ({ body, headers: { 'content-encoding': name } })
const chunked = (parts: Uint8Array[]) => () => Readable.from(parts)
const mib = 1024 * 1024
const drip = () =>
  Readable.from(
    (async function* () {
      for (let sent = 0; sent < 100; sent += 1) {
        yield Buffer.from(' ')
        await pause(100)
      }
    })(),
  )
const stalled = () => {
  const body = new PassThrough()
  body.write('[')
  return body
}

type Row = [name: string, status: number, sent: Sent, detail?: RegExp, headers?: Record<string, string>]

const rows: Row[] = [
  ['not JSON', 400, { body: '{bad' }, /not JSON/],
  ['an empty body', 400, { body: '' }, /empty/],
  ['no body', 400, {}, /empty/],
  ['a bare number', 400, { body: '7' }, /array of events/],
  ['UTF-16', 400, { body: Buffer.from('\ufeff[]', 'utf16le') }, /UTF-8/],
  ['UTF-16 without a mark', 400, { body: Buffer.from('[]', 'utf16le') }, /not JSON/],
  [
    'UTF-16 lines without a mark',
    400,
    { body: Buffer.from('{}\n', 'utf16le'), headers: { 'content-type': 'application/x-ndjson' } },
    /UTF-8/,
  ],
  ['invalid UTF-8', 400, { body: Buffer.from([0x22, 0xff, 0x22]) }, /UTF-8/],
  ['an empty array', 202, { body: '[]' }],
  ['text/plain', 415, { body: '[]', headers: { 'content-type': 'text/plain' } }, /application\/x-ndjson/],
  [
    'an unknown encoding',
    415,
    encoded('lzma', Buffer.from('[]')),
    /lzma/,
    { 'accept-encoding': 'gzip, deflate, br, zstd' },
  ],
  ['three encodings', 415, encoded('gzip, gzip, gzip', Buffer.from('[]')), /at most 2/],
  ['gzip that is none', 400, encoded('gzip', Buffer.from('[]')), /gzip/],
  ['gzip that is cut off', 400, encoded('gzip', gzipSync('[]').subarray(0, -4)), /gzip/],
  ['gzip with something behind it', 400, encoded('gzip', Buffer.concat([gzipSync('[]'), Buffer.from('x')])), /gzip/],
  ['zstd that is none', 400, encoded('zstd', Buffer.from('plain text')), /zstd/],
  ['100 MiB out of 100 KB', 413, encoded('gzip', gzipSync(Buffer.alloc(100 * mib))), /10485760 bytes/],
  ['over the limit, declared', 413, { body: Buffer.alloc(5 * mib + 1, 32) }, /5242880 bytes/],
  ['over the limit, chunked', 413, { body: chunked(Array(11).fill(Buffer.alloc(mib / 2, 32))) }, /5242880 bytes/],
  ['2,001 events', 413, { body: JSON.stringify(Array(2001).fill({})) }, /2000/],
  ['a body that stalls', 408, { body: stalled }, /300 ms/],
  ['a body that drips', 408, { body: drip }, /1000 ms/],
  ['a bad event alone', 422, single({ type: 'UPSERT' }), /invalid_type/],
  ['an event that is too large alone', 413, single({ after: { id: 1, v: 'x'.repeat(2 * mib) } }), /event_too_large/],
  [
    'nesting that is too deep alone',
    413,
    { path: '/events', body: event().replace('"after":{', `"after":{"d":${'['.repeat(5000)}${']'.repeat(5000)},`) },
    /too_deep/,
  ],
  ['PUT', 405, { method: 'PUT', body: '[]' }, /POST/, { allow: 'POST, OPTIONS' }],
  ['PATCH', 405, { method: 'PATCH', body: '[]' }, /POST/, { allow: 'POST, OPTIONS' }],
  ['DELETE', 405, { method: 'DELETE' }, /POST/, { allow: 'POST, OPTIONS' }],
  ['GET on the batch path', 405, { method: 'GET' }, /POST/, { allow: 'POST, OPTIONS' }],
  ['DELETE of all events', 405, { method: 'DELETE', path: '/events' }, /GET/, { allow: 'GET, HEAD, POST, OPTIONS' }],
  ['HEAD on the batch path', 405, { method: 'HEAD' }, undefined, { allow: 'POST, OPTIONS' }],
  ['OPTIONS', 204, { method: 'OPTIONS' }, undefined, { allow: 'POST, OPTIONS' }],
  [
    'OPTIONS of all events',
    204,
    { method: 'OPTIONS', path: '/events' },
    undefined,
    { allow: 'GET, HEAD, POST, OPTIONS' },
  ],
]

/** What may differ between two answers to one request. */
const varying = new Set(['x-request-id', 'date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'])
const comparable = (headers: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !varying.has(name)))

test.each(rows)('%s: %i at both doors, byte for byte', async (_name, status, sent, detail, headers = {}) => {
  const answers = await Promise.all(doors.map(([, ask]) => ask(sent)))
  for (const answer of answers) {
    expect([answer.status, answer.text]).toEqual([status, answers[0]?.text])
    expect(answer.headers).toMatchObject(headers)
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(comparable(answer.headers)).toEqual(comparable(answers[0]?.headers ?? {}))
    if (detail) expect(answer.json.detail).toMatch(detail)
    if (detail) expect(answer.headers['content-type']).toBe('application/problem+json')
  }
  expect([runtime.intake.requests, runtime.intake.bytes]).toEqual([0, 0])
})

describe.each(doors)('202: %s takes', (_name, ask) => {
  const taken: [string, (one: string) => Sent][] = [
    ['one event on /events', (one) => ({ path: '/events', body: one })],
    ['an array on /events', (one) => ({ path: '/events', body: `[${one}]` })],
    ['one event on /events/batch', (one) => ({ body: one })],
    ['a byte order mark', (one) => ({ body: `\ufeff[${one}]` })],
    ['no content type', (one) => ({ body: one, headers: { 'content-type': '' } })],
    ['lines', (one) => ({ body: `${one}\n`, headers: { 'content-type': 'application/x-ndjson' } })],
    ['single bytes', (one) => ({ body: chunked(Array.from(Buffer.from(one), (byte) => Buffer.of(byte))) })],
    ['gzip', (one) => encoded('gzip', gzipSync(one))],
    ['x-gzip', (one) => encoded('x-gzip', gzipSync(one))],
    ['deflate without its header', (one) => encoded('deflate', deflateRawSync(one))],
    ['br', (one) => encoded('br', brotliCompressSync(one))],
    ['gzip, br', (one) => encoded('gzip, br', brotliCompressSync(gzipSync(one)))],
  ]
  test.each(taken)('%s', async (_form, make) => {
    const answer = await ask(make(event()))
    expect(answer.status).toBe(202)
    expect(answer.json.data).toMatchObject({ received: 1, accepted: 1 })
  })

  test('and an id for the request, where it is one', async () => {
    const ids = ['trace-1:a.b/c=', 'not one', 'x'.repeat(129), '{"a":1}']
    const answers = await Promise.all(ids.map((id) => ask({ body: '[]', headers: { 'x-request-id': id } })))
    const own = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}$/)
    expect(answers.map(({ headers }) => headers['x-request-id'])).toEqual([ids[0], own, own, own])
  })
})

describe.each(doors)('503: %s', (_name, ask) => {
  test('takes no more than it can answer at once, and then again', async () => {
    const slow = Array.from({ length: 8 }, () => ask({ body: stalled }))
    await expect.poll(() => runtime.intake.requests).toBe(8)
    const answer = await ask({ body: event() })
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1'])
    expect(answer.json.detail).toMatch(/nothing of this request was stored/)
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual(Array(8).fill(408))
    expect((await ask({ body: event() })).status).toBe(202)
  })
})

test.each(['/events/', '/events/batch/', '/events/batch//?strict=1'])(
  '202: POST %s, as some senders write it',
  async (path) => {
    expect((await door.ask({ path, body: event() })).json.data).toMatchObject({ accepted: 1 })
  },
)

test.each(['/%', '/events/%ff', '/metrics/%c3%28/query'])('400: an address that is not encoded, %s', async (path) => {
  const answer = await door.ask({ method: 'GET', path })
  expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/problem+json'])
  expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer.json).toMatchObject({ success: false, instance: `/api/v1/datawatch${path}` })
})

test('a refused sender is told that the connection ends, and its body is not read', async () => {
  const answer = await door.ask({ body: chunked(Array(40).fill(Buffer.alloc(mib / 2, 32))) })
  expect([answer.status, answer.headers.connection]).toEqual([413, 'close'])
})

test('GET and HEAD of events are left to Next', async () => {
  for (const method of ['GET', 'HEAD']) expect((await door.ask({ method, path: '/events?limit=1' })).status).toBe(599)
})
