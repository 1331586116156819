import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as eventsRoute from '@/app/api/v1/datawatch/events/route'
import type { EventList, StoredEvent } from '@/lib/events/contract'
import { call, ingest } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { senderMessages } from '@/tests/support/sender-messages'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const { maxwell, wal2json, canal, dms, sequin, peerdb, airbyte, supabase, estuary, cockroachdb, hasura } =
  senderMessages
const at = '2026-03-04T05:06:07.000Z'
const row = { sku: 7, pieces: 9 }
const stocked = { ...row, pieces: 12 }

async function stored(source: string): Promise<StoredEvent[]> {
  const { data } = await call<EventList>(eventsRoute.GET, '/events', { query: { table: 'shelves', limit: '1000' } })
  return data.events.filter((event) => event.source === source).sort((a, b) => (a.id < b.id ? -1 : 1))
}

describe.each<[string, unknown, Partial<StoredEvent>[]]>([
  ['maxwell', maxwell.update(), [{ type: 'UPDATE', timestamp: at, before: { ...stocked, place: 'north' } }]],
  [
    'wal2json',
    wal2json.transaction(),
    [
      { id: '0/1A2B3C8|0', type: 'INSERT', key: '{"sku":"7"}', before: null, after: stocked },
      { id: '0/1A2B3C8|1', type: 'DELETE', key: '{"sku":"6"}', before: { sku: 6 }, after: null },
    ],
  ],
  ['canal', canal.update(), [{ type: 'UPDATE' }, { type: 'UPDATE' }]],
  ['dms', dms.update(), [{ id: '8800551|2', type: 'UPDATE', schema: 'depot', timestamp: at }]],
  ['sequin', sequin.update(), [{ type: 'UPDATE', database: 'stock', before: { ...stocked, place: 'north' } }]],
  ['peerdb', peerdb.update(), [{ type: 'UPDATE', schema: 'depot', after: row }]],
  ['airbyte', airbyte.record(), [{ schema: 'depot', timestamp: at, after: row }]],
  ['estuary', estuary.update(), [{ type: 'UPDATE', schema: 'depot', before: stocked, after: row }]],
  [
    'cockroachdb',
    cockroachdb.wrapped(),
    [
      { type: 'DELETE', after: null },
      { key: '{"key_1":"7"}', after: row },
    ],
  ],
  [
    'cockroachdb, bare',
    cockroachdb.bare(),
    [
      { type: 'DELETE', after: null },
      { key: '{"key_1":"7"}', after: row },
    ],
  ],
  ['hasura', hasura.update(), [{ type: 'UPDATE', schema: 'depot', before: stocked, after: row }]],
])('%s', (source, message, expected) => {
  test('202: its message is stored as the change it tells of, and once', async () => {
    const first = await ingest([message], { source })
    expect(first.status).toBe(202)
    const count = expected.length
    expect(first.data).toMatchObject({ received: count, accepted: count, duplicates: 0, errors: [], warnings: [] })
    expect(await stored(source)).toMatchObject(expected)
    const again = await ingest([message], { source })
    expect(again.data).toMatchObject({ received: count, accepted: 0, duplicates: count, warnings: [] })
    expect(await stored(source)).toHaveLength(count)
  })
})

test('202: Supabase tells no time: the change counts at its arrival, with a warning', async () => {
  const { status, data } = await ingest([supabase.update()], { source: 'supabase' })
  expect(status).toBe(202)
  expect(data).toMatchObject({ accepted: 1, errors: [], warnings: [{ index: 0, code: 'no_event_time' }] })
  const [event] = await stored('supabase')
  expect(event).toMatchObject({ type: 'UPDATE', before: stocked, after: row })
  expect(Date.parse(event!.received_at) - Date.parse(event!.timestamp)).toBeLessThan(10_000)
})

describe('a message with neither an id nor a time', () => {
  const { _meta, ...columns } = estuary.update()
  test.each<[string, unknown, Record<string, string>]>([
    ['a webhook of Supabase', supabase.update(), {}],
    ['a bare row', columns, { format: 'debezium_flat', table: 'shelves' }],
    ['a change of Debezium without its times', { op: 'c', after: row, source: { table: 'shelves' } }, {}],
    ['wal2json without its timestamp', { ...wal2json.transaction(), nextlsn: undefined, timestamp: undefined }, {}],
  ])(
    '202: %s is a duplicate when it comes again later, each as often as it was in the request',
    async (name, message, query) => {
      const post = (count: number) =>
        ingest(
          Array.from({ length: count }, () => message),
          { source: name, ...query },
        )
      const first = (await post(2)).data
      expect(first).toMatchObject({ duplicates: 0, rejected: 0 })
      await pause(5)
      expect((await post(1)).data).toMatchObject({ accepted: 0, duplicates: first.accepted / 2 })
      expect((await post(3)).data).toMatchObject({ accepted: first.accepted / 2, duplicates: first.accepted })
      expect(await stored(name)).toHaveLength((first.accepted / 2) * 3)
    },
  )
})

test('202: rows without any envelope are those of the table that the address names, natives take what it says too', async () => {
  const { data } = await ingest(
    [
      { sku: 1, pieces: 2 },
      { type: 'INSERT', timestamp: at, after: { sku: 2 } },
    ],
    {
      table: 'shelves',
      schema: 'depot',
      source: 'bare',
    },
  )
  expect(data).toMatchObject({ accepted: 2, rejected: 0 })
  const events = await stored('bare')
  expect(events.map(({ table, schema, type }) => [table, schema, type])).toEqual([
    ['shelves', 'depot', 'INSERT'],
    ['shelves', 'depot', 'INSERT'],
  ])
})

test('202: what is no change of a row is counted as ignored, whatever stands beside it', async () => {
  const markers = [
    maxwell.bootstrap(),
    wal2json.empty(),
    wal2json.begin(),
    peerdb.relation(),
    airbyte.state(),
    airbyte.log(),
    cockroachdb.resolved(),
  ]
  const { data } = await ingest([...markers, maxwell.insert()], { source: 'markers' })
  expect(data).toMatchObject({ received: 8, accepted: 1, ignored: 7, rejected: 0 })
})

test('202: definitions of three senders are stored as such', async () => {
  const messages = [maxwell.definition(), canal.definition(), dms.definition()]
  expect((await ingest(messages, { source: 'definitions' })).data).toMatchObject({ accepted: 3, errors: [] })
  expect((await stored('definitions')).map(({ type }) => type)).toEqual(['DDL', 'DDL', 'DDL'])
})

test('202: an operation to come is taken as an upsert where the row is there, and listed where it is not', async () => {
  const unknown = { ...maxwell.update(), type: 'replace', xid: 9 }
  const bare = { ...hasura.update(), event: { op: 'MERGE', data: {} } }
  const { data } = await ingest([unknown, bare], { source: 'unknown' })
  expect(data).toMatchObject({ accepted: 1, rejected: 1, warnings: [{ index: 0, code: 'unknown_operation' }] })
  expect(data.errors).toMatchObject([
    { index: 1, code: 'unknown_operation', message: expect.stringContaining('manual') },
  ])
})

test('202: a document without a table takes the one that the address names', async () => {
  const { _meta, ...columns } = estuary.update()
  const document = { ...columns, _meta: { ..._meta, source: { ts_ms: _meta.source.ts_ms } } }
  const { data } = await ingest([document])
  expect(data).toMatchObject({ rejected: 1, errors: [{ code: 'missing_table' }] })
  const named = await ingest([document], { table: 'shelves', source: 'named' })
  expect(named.data).toMatchObject({ accepted: 1, errors: [] })
  expect(await stored('named')).toMatchObject([{ table: 'shelves', after: row }])
})
