import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as batchRoute from '@/app/api/v1/datawatch/events/batch/route'
import * as eventsRoute from '@/app/api/v1/datawatch/events/route'
import * as metricsRoute from '@/app/api/v1/datawatch/metrics/route'
import { call, ingest, ingestOne, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const countEvents = async (table: string) => {
  const [row] = await runtime.db.$client<{ count: number }[]>`
    select count(*)::int as count from events join source_tables on source_tables.id = table_id where name = ${table}`
  return row?.count
}

test('202: the seed example is accepted and makes its metrics at once', async () => {
  const answer = await ingestOne(
    insertEvent({ table: 'seed', after: { id: 1001, amount: 99.99, status: 'pending', customer_id: 42 } }),
  )
  expect(answer.status).toBe(202)
  expect(answer.data).toMatchObject({ status: 'accepted', received: 1, accepted: 1, duplicates: 0, rejected: 0 })
  const list = await call<{ metrics: { name: string }[] }>(metricsRoute.GET, '/metrics', { query: { table: 'seed' } })
  const names = list.data.metrics.map((metric) => metric.name.replace(/^seed_/, ''))
  expect(names.join(' ').split(/ (?=deletes)/)).toEqual([
    'amount_avg amount_max amount_min amount_p50 amount_p95 amount_p99 amount_sum amount_total by_status current_by_status customer_id_cardinality',
    'deletes_total events_by_type events_total freshness_seconds id_cardinality inserts_total lag_seconds rows status_dwell_seconds status_transitions updates_total',
  ])
})

test('202: the same event again changes nothing and counts as a duplicate, in one batch too', async () => {
  const event = insertEvent({ table: 'twice' })
  const first = await ingest([event, event])
  expect(first.data).toMatchObject({ accepted: 1, duplicates: 1, warnings: [] })
  const second = await ingest([event])
  expect(second.data).toMatchObject({ accepted: 0, duplicates: 1, warnings: [] })
  expect(await countEvents('twice')).toBe(1)
})

test('202: the same id with another payload is a duplicate with a warning', async () => {
  const event = insertEvent({ table: 'differs' })
  await ingest([event])
  const again = await ingest([{ ...event, after: { id: 1, amount: 11 } }])
  expect(again.data).toMatchObject({ duplicates: 1, warnings: [{ index: 0, code: 'duplicate_differs' }] })
})

test('202: the same id in another table or schema is another event', async () => {
  const event = insertEvent({ table: 'one_id' })
  const answer = await ingest([event, { ...event, schema: 'other' }, { ...event, table: 'one_id_more' }])
  expect(answer.data).toMatchObject({ accepted: 3, duplicates: 0 })
})

test('202: an event without an id is recognised when it is sent again', async () => {
  const event = insertEvent({ table: 'no_id', id: undefined })
  await ingest([event])
  expect((await ingest([event])).data).toMatchObject({ accepted: 0, duplicates: 1 })
})

test.each([
  ['not an object', 7, 'not_an_object'],
  ['no type', { id: 'a', table: 't', timestamp: '2026-01-01T00:00:00Z' }, 'missing_type'],
  ['an unknown type', insertEvent({ type: 'UPSERT' }), 'invalid_type'],
  ['no table', insertEvent({ table: undefined }), 'missing_table'],
  ['INSERT without after', insertEvent({ after: undefined }), 'missing_after'],
  ['30 February', insertEvent({ timestamp: '2024-02-30T00:00:00Z' }), 'invalid_timestamp'],
  ['a time in words', insertEvent({ timestamp: 'now' }), 'invalid_timestamp'],
  ['an American date', insertEvent({ timestamp: '01/02/2024' }), 'invalid_timestamp'],
  ['the year 1', insertEvent({ timestamp: '0001-01-01T00:00:00Z' }), 'invalid_timestamp'],
  ['1969', insertEvent({ timestamp: '1969-12-31T23:59:59Z' }), 'timestamp_out_of_range'],
  [
    '25 hours ahead',
    insertEvent({ timestamp: new Date(Date.now() + 25 * 3_600_000).toISOString() }),
    'timestamp_out_of_range',
  ],
  ['an empty id', insertEvent({ id: '' }), 'invalid_id'],
  ['an id of 300 characters', insertEvent({ id: 'x'.repeat(300) }), 'invalid_id'],
  ['an id that is an object', insertEvent({ id: {} }), 'invalid_id'],
  ['after that is a list', insertEvent({ after: [] }), 'invalid_after'],
  ['33 levels', insertEvent({ after: JSON.parse(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`) }), 'too_deep'],
  [
    '3000 keys',
    insertEvent({ after: Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, i])) }),
    'too_many_keys',
  ],
])('202: %s is listed and the events beside it are stored', async (_name, bad, code) => {
  const good = [insertEvent({ table: 'beside' }), insertEvent({ table: 'beside' })]
  const answer = await ingest([good[0], bad, good[1]])
  expect(answer.status).toBe(202)
  expect(answer.data).toMatchObject({ received: 3, accepted: 2, rejected: 1, errors: [{ index: 1, code }] })
  expect(answer.data.errors[0]?.message).not.toBe('')
})

test('202: nesting of five million levels is one bad event', async () => {
  const deep = `{"id":"deep","type":"INSERT","table":"t","timestamp":"2026-01-01T00:00:00Z","after":{"a":${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}}}`
  const answer = await ingest(`[${deep},${JSON.stringify(insertEvent({ table: 'beside_deep' }))}]`)
  expect(answer.data).toMatchObject({ accepted: 1, rejected: 1, errors: [{ index: 0, code: 'too_deep' }] })
})

test.each([
  ['a number as id', insertEvent({ id: 4711 })],
  ['a type in lower case', insertEvent({ type: 'insert' })],
  ['operation for type', { ...insertEvent({ type: undefined }), operation: 'INSERT' }],
  ['DELETE without before', insertEvent({ type: 'DELETE', after: undefined, key: { id: 1 } })],
  ['a table named like an attack', insertEvent({ table: 'orders"; drop table events;--' })],
  [
    '__proto__ as a key',
    JSON.stringify(insertEvent({ after: {} })).replace('"after":{}', '"after":{"__proto__":{"x":1},"constructor":2}'),
  ],
  ['unix seconds', insertEvent({ timestamp: 1_767_225_600 })],
  ['unix milliseconds', insertEvent({ timestamp: 1_767_225_600_000 })],
  ['an event of 2024', insertEvent({ timestamp: '2024-01-15T10:30:00Z' })],
])('202: %s is accepted', async (_name, event) => {
  const answer = await ingest(typeof event === 'string' ? `[${event}]` : [event])
  expect(answer.data).toMatchObject({ received: 1, accepted: 1, errors: [] })
  expect(({} as { x?: number }).x).toBeUndefined()
})

test('202: numbers that a double cannot hold are stored as they were written', async () => {
  await ingest(
    '[{"id":"exact","type":"INSERT","table":"exact","timestamp":"2026-01-01T00:00:00Z","after":{"id":9007199254740993,"v":1e400}}]',
  )
  const [row] = await runtime.db.$client<{ text: string }[]>`
    select after::text as text from events join source_tables on source_tables.id = table_id where name = 'exact'`
  expect(row?.text).toContain('9007199254740993')
  expect(row?.text).toContain('1'.padEnd(401, '0'))
})

test('202: what PostgreSQL cannot hold in a text is replaced, with a warning', async () => {
  const answer = await ingest([insertEvent({ table: 'nul\u0000', after: { id: 1, note: 'a\u0000b\ud800' } })])
  expect(answer.data).toMatchObject({ accepted: 1, warnings: [{ code: 'text_repaired' }] })
})

test('202: markers of a transaction are ignored, an empty array has nothing', async () => {
  expect((await ingest([{ operation: 'BEGIN' }, { type: 'COMMIT' }])).data).toMatchObject({
    received: 2,
    ignored: 2,
    accepted: 0,
  })
  expect((await ingest([])).data).toMatchObject({ received: 0, accepted: 0 })
})

test('202: one event on /events/batch, an array on /events, {"events": […]} and NDJSON are all taken', async () => {
  const event = () => insertEvent({ table: 'forms' })
  const lines = `${JSON.stringify(event())}\n{bad\n\n${JSON.stringify(event())}\n`
  const answers = [
    await ingest(event()),
    await call(eventsRoute.POST, '/events', { method: 'POST', body: [event(), event()] }),
    await ingest({ batch_id: 'b', events: [event()] }),
    await call(batchRoute.POST, '/events/batch', {
      method: 'POST',
      body: lines,
      headers: { 'Content-Type': 'application/x-ndjson' },
    }),
  ]
  expect(answers.map(({ data }) => data.accepted)).toEqual([1, 2, 1, 2])
  expect(await countEvents('forms')).toBe(6)
})

test('202: gzip is unpacked', async () => {
  const body = gzipSync(JSON.stringify([insertEvent({ table: 'zipped' })]))
  const answer = await call(batchRoute.POST, '/events/batch', {
    method: 'POST',
    body,
    headers: { 'Content-Encoding': 'gzip' },
  })
  expect(answer.data).toMatchObject({ accepted: 1 })
})

test('422: a single bad native event, and any bad event under strict=1, with nothing stored', async () => {
  const single = await ingestOne(insertEvent({ type: 'UPSERT' }))
  expect(single.status).toBe(422)
  expect(single.headers.get('content-type')).toBe('application/problem+json')
  expect(single.json).toMatchObject({ success: false, status: 422, errors: [{ code: 'invalid_type' }] })
  const strict = await ingest([insertEvent({ table: 'strict' }), { id: 'bad' }], { strict: '1' })
  expect(strict.status).toBe(422)
  expect(await countEvents('strict')).toBe(0)
})

const raw = (body: string | Uint8Array, headers: Record<string, string>) =>
  call(batchRoute.POST, '/events/batch', { method: 'POST', body, headers })

test.each([
  ['400: not JSON', '{bad', {}, 400],
  ['400: an empty body', '', {}, 400],
  ['400: a bare number', '7', {}, 400],
  ['400: invalid UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), {}, 400],
  ['400: gzip that is none', 'plain', { 'Content-Encoding': 'gzip' }, 400],
  ['413: 100 MiB out of 100 KB', gzipSync(Buffer.alloc(100 * 1024 * 1024)), { 'Content-Encoding': 'gzip' }, 413],
  ['413: 2,001 events', JSON.stringify(Array.from({ length: 2001 }, () => ({}))), {}, 413],
  ['413: more than 5 MiB', `"${'x'.repeat(5 * 1024 * 1024)}"`, {}, 413],
  ['415: text/plain', '[]', { 'Content-Type': 'text/plain' }, 415],
  ['415: an unknown encoding', '[]', { 'Content-Encoding': 'lzma' }, 415],
])('%s', async (_name, body, headers, status) => {
  const answer = await raw(body, headers)
  expect(answer.status).toBe(status)
  expect(answer.json).toMatchObject({ success: false, status })
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
})

test('408: a body that stalls', async () => {
  runtime.config.ingest.body_timeout = 200
  const stalled = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode('[')),
  })
  const request = new Request('http://127.0.0.1/api/v1/datawatch/events', {
    method: 'POST',
    body: stalled,
    duplex: 'half',
  } as RequestInit)
  const response = await eventsRoute.POST(request, { params: Promise.resolve({}) })
  expect(response.status).toBe(408)
})

test('200: an event is listed with what its sender said of it', async () => {
  const said = {
    transaction_id: 'tx-9',
    position: { lsn: '0/16B3748' },
    metadata: { connector_version: '2.1' },
  }
  await ingest([insertEvent({ table: 'told', ...said })])
  const { data } = await call<{ events: Record<string, unknown>[] }>(eventsRoute.GET, '/events', {
    query: { table: 'told' },
  })
  expect(data.events).toMatchObject([said])
})
