import { describe, expect, test } from 'vitest'
import { configSchema } from '@/lib/config/schema'
import type { EventFormat } from '@/lib/events/contract'
import { createMask } from '@/lib/events/mask'
import { pseudonymKeyOf } from '@/lib/events/pseudonym'
import { sortMessages } from '@/lib/events/sort'
import { change, flatRow, mysqlSource, postgresSource } from './envelopes/debezium-messages'

const { privacy } = configSchema.parse({})
const mask = createMask(privacy, pseudonymKeyOf('a secret of the tests'))

const limits = {
  maxIdLength: 255,
  maxDepth: 12,
  maxKeys: 40,
  maxEventBytes: 2000,
  latestAt: Date.UTC(2031, 11, 31),
}
const receivedAt = '2031-04-01T00:00:00.000Z'
const sort = (messages: unknown[], format?: EventFormat) =>
  sortMessages(messages, { format, hints: { receivedAt }, mask }, limits)
const insert = (more: Record<string, unknown> = {}) => ({
  id: 'e1',
  type: 'INSERT',
  table: 'orders',
  timestamp: '2031-03-01T10:00:00Z',
  after: { id: 1 },
  ...more,
})
const nested = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`) as object

test('counts what came, whatever messages hold', () => {
  const dropped = {
    source: mysqlSource(),
    databaseName: 'stock',
    ddl: 'DROP TABLE a, b',
    tableChanges: [
      { type: 'DROP', id: '"stock"."a"' },
      { type: 'DROP', id: '"stock"."b"' },
    ],
  }
  const messages = [
    insert(),
    change(),
    dropped,
    null,
    { ts_ms: 1 },
    { operation: 'BEGIN' },
    change({ op: '?' }),
    insert({ table: '' }),
    7,
  ]
  const sorted = sort(messages)
  expect(sorted).toMatchObject({ received: 10, ignored: 3, foreign: true, places: [0, 1, 2, 2] })
  expect(sorted.errors.map(({ index, code }) => [index, code])).toEqual([
    [6, 'unknown_operation'],
    [7, 'missing_table'],
    [8, 'not_an_object'],
  ])
})

test('knows the native form from the others', () => {
  expect(sort([insert()]).foreign).toBe(false)
  expect(sort([{ hello: 'world' }])).toMatchObject({ foreign: false, errors: [{ code: 'missing_type' }] })
  expect(sort([{ hello: 'world' }], 'debezium').foreign).toBe(true)
})

describe('the event of Savegress', () => {
  const event = (more: Record<string, unknown> = {}) => ({
    id: '7f0c9a52-0000-4000-8000-000000000001',
    source: 'mysql',
    schema: 'stock',
    table: 'parts',
    operation: 'UPDATE',
    timestamp: '2031-03-01 10:00:00',
    transaction_id: 'a-b:9',
    position: { file: 'mysql-bin.000021', position: 4127, gtid: 'a-b:9' },
    before: { id: 4, price: '10.50' },
    after: { id: 4, price: '11.25', seen: '2031-03-01 09:59:58' },
    metadata: { connector_version: '1.4', database: 'stock', server_id: 3, pipeline_id: 'p1' },
    ...more,
  })

  test('is taken as it is, its time in UTC', () => {
    const [one] = sort([event()]).events
    expect(one).toMatchObject({
      type: 'UPDATE',
      at: Date.UTC(2031, 2, 1, 10),
      after: { price: '11.25', seen: '2031-03-01 09:59:58' },
      detail: { transaction_id: 'a-b:9', position: { gtid: 'a-b:9' }, metadata: { pipeline_id: 'p1' } },
      upsert: false,
    })
  })

  test('may change a table, or say where a transaction begins and ends', () => {
    const ddl = {
      operation: 'DDL',
      ddl_type: 'ALTER_TABLE',
      ddl_command: 'ALTER TABLE parts ADD n int',
      before: null,
      after: null,
    }
    const sorted = sort([
      event({ operation: 'BEGIN', table: '', after: null }),
      event(ddl),
      event({ operation: 'COMMIT', table: undefined }),
    ])
    expect(sorted).toMatchObject({ received: 3, ignored: 2, errors: [] })
    expect(sorted.events[0]).toMatchObject({ type: 'DDL', table: 'parts', detail: { ddl_type: 'ALTER_TABLE' } })
  })
})

describe('an upsert', () => {
  test('is what a reader says', () => expect(sort([flatRow({ __op: undefined })]).events[0]?.upsert).toBe(true))
  test('is not what a sender says', () => {
    expect(sort([insert({ type: 'UPDATE', upsert: true })]).events[0]?.upsert).toBe(false)
    expect(sort([change({ upsert: true })]).events[0]?.upsert).toBe(false)
  })
})

test('warnings come with the index and the id of their event', () => {
  const sorted = sort([insert(), change({ after: { id: 1, amount: 'ZA==', note: '\0' } })])
  const { id } = sorted.events[1]!
  expect(sorted.warnings).toMatchObject([
    { index: 1, id, code: 'text_repaired' },
    { index: 1, id, code: 'undecodable_decimal' },
  ])
  expect(sorted.warnings[1]?.message).toContain('amount')
})

describe('bounds hold in every format', () => {
  test.each<[string, unknown, string]>([
    ['a row of too many levels', change({ after: nested(13) }), 'too_deep'],
    ['a schema of a million levels', { schema: nested(1_000_000), payload: change() }, 'too_deep'],
    [
      'a row of too many columns',
      flatRow(Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`c${i}`, i]))),
      'too_many_keys',
    ],
    [
      'a document of too many levels in a text',
      change({ source: { connector: 'mongodb', collection: 'c' }, after: JSON.stringify(nested(13)) }),
      'too_deep',
    ],
    [
      'a Kafka record of too many levels in a text',
      { value: JSON.stringify(change({ after: nested(13) })) },
      'too_deep',
    ],
    ['a key of too many levels', { key: nested(13), value: change() }, 'too_deep'],
    ['a row that is too large in UTF-8', change({ after: { id: 1, note: '顧'.repeat(900) } }), 'event_too_large'],
    ['a row that is too large', change({ after: { id: 1, note: 'x'.repeat(3000) } }), 'event_too_large'],
    ['an image that is a list', change({ after: [1] }), 'invalid_after'],
    ['a time that is none', change({ source: postgresSource({ ts_ms: 9e15 }) }), 'invalid_timestamp'],
    ['a time far ahead', change({ source: postgresSource({ ts_ms: Date.UTC(2040, 0, 1) }) }), 'timestamp_out_of_range'],
    ['a CloudEvent of too many levels', { specversion: '1.0', type: 't', source: 's', data: nested(13) }, 'too_deep'],
  ])('%s', (_name, message, code) => {
    const sorted = sort([message, insert()])
    expect(sorted.errors).toMatchObject([{ index: 0, code }])
    expect(sorted.events).toHaveLength(1)
  })
})
