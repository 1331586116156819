import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as batchRoute from '@/app/api/v1/datawatch/events/batch/route'
import * as eventsRoute from '@/app/api/v1/datawatch/events/route'
import * as queryRoute from '@/app/api/v1/datawatch/metrics/[name]/query/route'
import type { Receipt } from '@/lib/events/contract'
import type { MetricValue } from '@/lib/metrics/contract'
import { call, ingest, ingestOne, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

type Row = Record<string, unknown>
const day = { from: '2026-04-02T00:00:00Z', to: '2026-04-03T00:00:00Z' }
const noon = Date.UTC(2026, 3, 2, 12)
const value = async (name: string, query: Record<string, string> = {}) =>
  (await call<MetricValue>(queryRoute.GET, `/metrics/${name}/query`, { params: { name }, query: { ...day, ...query } }))
    .data
const stored = async (table: string) =>
  runtime.db.$client<{ type: string; after: Row | null; key: string | null; schema: string; database: string }[]>`
    select type, after, row_key as key, source_tables.schema, source_tables.database
    from events join source_tables on source_tables.id = table_id where name = ${table} order by event_at, uid`

/** The changes of one connector, each a millisecond after the other. */
function connector(table: string) {
  let lsn = 900
  return (op: string, before: Row | null, after: Row | null, source: Row = {}) => {
    lsn += 1
    return {
      before,
      after,
      op,
      source: {
        connector: 'postgresql',
        name: 'shopsrv',
        db: 'shop',
        schema: 'sales',
        table,
        lsn,
        ts_ms: noon + lsn,
        ...source,
      },
      ts_ms: noon + lsn + 300,
      transaction: null,
    }
  }
}

const post = (body: string, headers: Record<string, string | undefined> = {}) =>
  call<Receipt>(batchRoute.POST, '/events/batch', { method: 'POST', body, headers: headers as Record<string, string> })

describe('a batch of Debezium', () => {
  test('202: is counted, summed and remembered as what it says', async () => {
    const change = connector('orders')
    const batch = [
      change('r', null, { id: 1, amount: '5.00', status: 'old' }, { snapshot: 'last' }),
      change('c', null, { id: 2, amount: '10.50', status: 'new' }),
      change('u', { id: 2 }, { id: 2, amount: '10.50', status: 'paid' }),
      change('d', { id: 1 }, null),
      null,
      change('m', null, null),
      { ts_ms: noon },
      { status: 'END', id: '7', event_count: 4, data_collections: [] },
    ]
    const { status, data } = await ingest(batch)
    expect(status).toBe(202)
    expect(data).toMatchObject({ received: 8, accepted: 4, ignored: 4, rejected: 0, duplicates: 0, warnings: [] })
    expect((await value('orders_events_total')).value).toBe(3)
    expect((await value('orders_amount_sum')).value).toBe(10.5)
    const byType = await value('orders_events_by_type', { group_by: 'type' })
    expect(Object.fromEntries(byType.series.map((one) => [one.labels.type, one.value]))).toEqual({
      SNAPSHOT: 1,
      INSERT: 1,
      UPDATE: 1,
      DELETE: 1,
    })
    expect((await stored('orders')).map(({ type, key, schema }) => [type, key, schema])).toEqual([
      ['SNAPSHOT', '{"id":"1"}', 'sales'],
      ['INSERT', '{"id":"2"}', 'sales'],
      ['UPDATE', '{"id":"2"}', 'sales'],
      ['DELETE', '{"id":"1"}', 'sales'],
    ])
    const later = batch.map((one) => (one && 'source' in one ? { ...one, ts_ms: noon + 9_999_999 } : one))
    expect((await ingest(later)).data).toMatchObject({
      received: 8,
      accepted: 0,
      duplicates: 4,
      ignored: 4,
      warnings: [],
    })
  })

  test('202: exact decimals and times come out of the schema block', async () => {
    const change = connector('bills')
    const columns = [
      { field: 'id', type: 'int32' },
      { field: 'total', type: 'bytes', name: 'org.apache.kafka.connect.data.Decimal', parameters: { scale: '2' } },
      { field: 'due', type: 'int32', name: 'io.debezium.time.Date' },
    ]
    const fields = ['before', 'after'].map((field) => ({ field, type: 'struct', fields: columns }))
    const schema = { type: 'struct', fields }
    const payloads = [
      change('c', null, { id: 1, total: 'MDk=', due: 20_545 }),
      change('c', null, { id: 2, total: '/w==', due: 20_546 }),
    ]
    const { data } = await ingest(payloads.map((payload) => ({ schema, payload })))
    expect(data).toMatchObject({ accepted: 2, warnings: [] })
    expect((await value('bills_total_sum')).value).toBe(123.44)
    expect((await stored('bills')).map(({ after }) => after?.due)).toEqual(['2026-04-02', '2026-04-03'])
  })

  test('202: a decimal that nothing says how to read is kept as text, with a warning', async () => {
    const { data } = await ingest([connector('vague')('c', null, { id: 1, total: 'MDk=' })])
    expect(data).toMatchObject({ accepted: 1, warnings: [{ index: 0, code: 'undecodable_decimal' }] })
    expect(await stored('vague')).toMatchObject([{ after: { total: 'MDk=' } }])
    expect(data.warnings[0]?.id).not.toBeNull()
  })

  test('202: a large value that did not change stays known', async () => {
    const change = connector('articles')
    await ingest([change('c', null, { id: 1, state: 'draft', body: 'long' })])
    await ingest([change('u', null, { id: 1, state: 'live', body: '__debezium_unavailable_value' })])
    expect((await value('articles_by_state')).value).toBe(2)
    const [row] = await runtime.db.$client<{ image: Row }[]>`
      select image::jsonb from row_states join source_tables on source_tables.id = table_id where name = 'articles'`
    expect(row?.image).toEqual({ id: 1, state: 'live', body: 'long' })
  })

  test('202: one bad change is listed and harms no other, also alone', async () => {
    const change = connector('mixed')
    const bad = change('?', null, { id: 3 })
    const { data } = await ingest([change('c', null, { id: 1 }), bad, change('c', null, { id: 2 })])
    expect(data).toMatchObject({ accepted: 2, rejected: 1, errors: [{ index: 1, code: 'unknown_operation' }] })
    const alone = await ingestOne(bad)
    expect(alone.status).toBe(202)
    expect(alone.data).toMatchObject({ received: 1, rejected: 1 })
    expect((await ingest([bad], { strict: '1' })).status).toBe(422)
    expect((await ingestOne(insertEvent({ type: 'UPSERT' }))).status).toBe(422)
    expect((await ingestOne({ hello: 'world' })).status).toBe(422)
  })

  test('202: a schema change is one event for each table', async () => {
    const source = { connector: 'mysql', name: 'wh', db: 'stock', file: 'b.1', pos: 9, row: 0, ts_ms: noon }
    const tableChanges = ['gone_a', 'gone_b'].map((name) => ({ type: 'DROP', id: `"stock"."${name}"` }))
    const { data } = await ingestOne({ source, databaseName: 'stock', ddl: 'DROP TABLE gone_a, gone_b', tableChanges })
    expect(data).toMatchObject({ received: 2, accepted: 2 })
    expect(await stored('gone_b')).toMatchObject([{ type: 'DDL', schema: '', database: 'stock' }])
  })
})

describe('a Kafka Connect sink', () => {
  test('202: sends lines without a content type', async () => {
    const change = connector('lined')
    const lines = [change('c', null, { id: 1, qty: 2 }), change('c', null, { id: 2, qty: 3 }), null]
    const body = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
    const request = new Request('http://127.0.0.1/api/v1/datawatch/events', {
      method: 'POST',
      body: new TextEncoder().encode(body),
    })
    expect(request.headers.get('content-type')).toBeNull()
    const response = await eventsRoute.POST(request, { params: Promise.resolve({}) })
    expect(response.status).toBe(202)
    expect(await response.json()).toMatchObject({ data: { received: 3, accepted: 2, ignored: 1 } })
    expect((await value('lined_qty_sum')).value).toBe(5)
  })

  test('202: sends objects joined by commas, records with their keys, and texts', async () => {
    const change = connector('joined')
    const joined = [1, 2].map((id) => JSON.stringify(change('c', null, { id, qty: 1 }))).join(',')
    expect((await post(joined)).data).toMatchObject({ received: 2, accepted: 2 })
    const record = { key: { code: 'a' }, value: change('c', null, { code: 'a', qty: 1 }) }
    expect((await post(JSON.stringify({ records: [record] }))).data).toMatchObject({ accepted: 1 })
    const text = JSON.stringify(change('c', null, { id: 4, qty: 1 }))
    expect((await post(JSON.stringify([text]))).data).toMatchObject({ accepted: 1 })
    expect((await stored('joined')).map(({ key }) => key)).toEqual([
      '{"id":"1"}',
      '{"id":"2"}',
      '{"code":"a"}',
      '{"id":"4"}',
    ])
  })
})

test('202: CloudEvents are taken, and the same one again is a duplicate', async () => {
  const event = {
    id: 'name:shopsrv;lsn:5;txId:1',
    source: '/debezium/postgresql/shopsrv',
    specversion: '1.0',
    type: 'io.debezium.connector.postgresql.DataChangeEvent',
    time: '2026-04-02T12:00:00Z',
    iodebeziumop: 'c',
    iodebeziumname: 'shopsrv',
    iodebeziumtsms: String(noon),
    iodebeziumschema: 'sales',
    iodebeziumtable: 'clouds',
    iodebeziumlsn: '5',
    data: { before: null, after: { id: 1, qty: 7 } },
  }
  const send = () => post(JSON.stringify(event), { 'Content-Type': 'application/cloudevents+json' })
  expect((await send()).data).toMatchObject({ accepted: 1 })
  expect((await send()).data).toMatchObject({ accepted: 0, duplicates: 1 })
  expect((await value('clouds_qty_sum')).value).toBe(7)
})

test('202: a plain row is taken where the address says its format and table', async () => {
  const address = { format: 'debezium_flat', table: 'plain', schema: 'sales', database: 'shop', source: 'sink' }
  const { status, data } = await ingest([{ id: 1, qty: 4 }], address)
  expect(status).toBe(202)
  expect(data).toMatchObject({ accepted: 1, warnings: [{ code: 'no_event_time' }] })
  expect(await stored('plain')).toMatchObject([{ schema: 'sales', database: 'shop', after: { id: 1, qty: 4 } }])
})

test('202: a plain row is taken where the headers of its record say table and operation, as the HTTP sink sends them', async () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const headers = (op: string) => ({ 'X-DEBEZIUM-__OP': base64(op), 'X-DEBEZIUM-__TABLE': base64('headed') })
  for (const [op, qty] of [
    ['c', 4],
    ['u', 5],
  ] as const) {
    expect(
      (await post(JSON.stringify({ id: 1, qty, __source_ts_ms: 1_790_000_000_000 + qty }), headers(op))).data,
    ).toMatchObject({ accepted: 1 })
  }
  expect((await stored('headed')).map(({ type }) => type).sort()).toEqual(['INSERT', 'UPDATE'])
})

test('400: an unknown format, naming those there are', async () => {
  const answer = await ingest([], { format: 'carrier_pigeon' })
  expect(answer.status).toBe(400)
  expect(answer.json.detail).toMatch(/carrier_pigeon.*debezium_flat/)
})

test('415: Avro, with what to set instead', async () => {
  const answer = await post('\0\0', { 'Content-Type': 'avro/bytes' })
  expect(answer.status).toBe(415)
  expect(answer.json.detail).toContain('debezium.format.value=json')
})
