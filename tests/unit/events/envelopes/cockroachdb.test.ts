import { describe, expect, test } from 'vitest'
import { readOne, readSender, receivedAt, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { wrapped, enriched, resolved } = senderMessages.cockroachdb
const updated = '1772600767000000000.0000000000'
const earlier = '1772500767000000000.0000000000'
const row = { sku: 7, pieces: 9 }
const plain = (more: Record<string, unknown>) => ({ after: row, key: [7], topic: 'shelves', updated, ...more })
const rich = (more: Record<string, unknown>) => ({ ...enriched().payload[0]!, ...more })
const from = (more: Record<string, unknown>) => rich({ source: { ...enriched().payload[0]!.source, ...more } })
const batch = (...payload: unknown[]) => ({ payload, length: payload.length })

describe('wrapped', () => {
  test('each message of a batch is an event: a row or, where it is null, a delete', () => {
    expect(readSender('cockroachdb', wrapped()).events).toMatchObject([
      {
        id: `7|${updated}`,
        type: 'UPDATE',
        upsert: true,
        source: 'cockroachdb',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: null,
        after: row,
        key: { key_1: 7 },
      },
      { id: '6|1772600767000000000.0000000001', type: 'DELETE', before: null, after: null, key: { key_1: 6 } },
    ])
  })

  test.each<[string, unknown, Told]>([
    ['one by one', plain({}), { type: 'UPDATE', upsert: true }],
    ['an insert told by its empty before image', plain({ before: null }), { type: 'INSERT', upsert: false }],
    [
      'an update told by its before image',
      plain({ before: { sku: 7 } }),
      { type: 'UPDATE', upsert: false, before: { sku: 7 } },
    ],
    [
      'a full table name',
      plain({ topic: 'stock.depot.shelves' }),
      { database: 'stock', schema: 'depot', table: 'shelves' },
    ],
    ['a key of two columns', plain({ key: ['eu', 7] }), { id: `eu|7|${updated}`, key: { key_1: 'eu', key_2: 7 } }],
    [
      'a row of an initial scan',
      plain({ mvcc_timestamp: earlier }),
      { type: 'SNAPSHOT', upsert: false, at: '2026-03-04T05:06:07.000Z' },
    ],
    ['a row as old as its message', plain({ mvcc_timestamp: updated }), { type: 'UPDATE', upsert: true }],
    ['no time', plain({ updated: undefined }), { id: null, at: receivedAt }],
  ])('%s', (_name, message, expected) => expect(readOne('cockroachdb', message)).toMatchObject(expected))
})

describe('enriched', () => {
  test.each<[string, unknown, Told]>([
    [
      'an update at the time of its commit, its key named',
      enriched(),
      {
        id: `7|${updated}`,
        type: 'UPDATE',
        database: 'stock',
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: { sku: 7, pieces: 12 },
        after: row,
        key: { sku: 7 },
      },
    ],
    ['an insert', batch(rich({ op: 'c', before: null })), { type: 'INSERT' }],
    [
      'a delete',
      batch(rich({ op: 'd', after: null })),
      { type: 'DELETE', before: { sku: 7, pieces: 12 }, key: { sku: 7 } },
    ],
    ['with its schema', batch({ schema: { type: 'struct' }, payload: rich({}) }), { type: 'UPDATE', key: { sku: 7 } }],
    ['with its schema, one by one', { schema: { type: 'struct' }, payload: rich({}) }, { type: 'UPDATE' }],
    [
      'a key with its names',
      batch(rich({ source: undefined, key: { sku: 7 }, topic: 'shelves' })),
      { key: { sku: 7 }, table: 'shelves' },
    ],
    [
      'the time of processing where there is no other',
      batch(from({ ts_hlc: undefined })),
      { id: null, at: '2026-03-04T05:06:07.900Z' },
    ],
    ['a row of an initial scan', batch(from({ mvcc_timestamp: earlier })), { type: 'SNAPSHOT' }],
    ['an operation to come', batch(rich({ op: 'm' })), { type: 'UPDATE', upsert: true }],
  ])('%s', (_name, message, expected) => expect(readOne('cockroachdb', message)).toMatchObject(expected))
})

describe('bare', () => {
  const said = { key: [7], topic: 'shelves', updated }
  const bare = (more: Record<string, unknown> = {}, columns: Record<string, unknown> = row) => ({
    __crdb__: { ...said, ...more },
    ...columns,
  })
  test.each<[string, unknown, Told]>([
    [
      'a row with its columns alone',
      batch(bare()),
      {
        id: `7|${updated}`,
        type: 'UPDATE',
        upsert: true,
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: null,
        after: row,
        key: { key_1: 7 },
      },
    ],
    ['one by one', bare(), { type: 'UPDATE', after: row }],
    ['a delete, which has no columns', bare({}, {}), { type: 'DELETE', after: null, key: { key_1: 7 } }],
    ['an insert told by its empty before image', bare({ before: null }), { type: 'INSERT', upsert: false }],
    ['an update told by its before image', bare({ before: { sku: 7 } }), { type: 'UPDATE', before: { sku: 7 } }],
    ['a row of an initial scan', bare({ mvcc_timestamp: earlier }), { type: 'SNAPSHOT' }],
    [
      'a row whose columns are named like an event of ours',
      bare({}, { type: 'INSERT', table: 'x', timestamp: '2026-01-01T00:00:00Z' }),
      { table: 'shelves', after: { type: 'INSERT', table: 'x', timestamp: '2026-01-01T00:00:00Z' } },
    ],
    [
      'a row whose columns are named like its own fields',
      bare({}, { after: 1, key: 2, topic: 'x', updated: 3, resolved: 4, op: 'x' }),
      { type: 'UPDATE', table: 'shelves', after: { after: 1, key: 2, topic: 'x', updated: 3, resolved: 4, op: 'x' } },
    ],
  ])('%s', (_name, message, expected) => expect(readOne('cockroachdb', message)).toMatchObject(expected))

  test('a table that the address names, where the row names none', () =>
    expect(readOne('cockroachdb', bare({ topic: undefined }), { table: 'racks' })).toMatchObject({ table: 'racks' }))

  test('resolved timestamps are left', () =>
    expect(readSender('cockroachdb', { __crdb__: { resolved: updated } }).outcomes).toEqual([
      { kind: 'ignored', reason: 'resolved' },
    ]))
})

test.each<[string, unknown, unknown[]]>([
  ['resolved timestamps are left', resolved(), [{ kind: 'ignored', reason: 'resolved' }]],
  ['resolved timestamps in a batch are left', batch(resolved()), [{ kind: 'ignored', reason: 'resolved' }]],
  ['an empty batch is left', batch(), [{ kind: 'ignored' }]],
  ['a message that is none', batch(7), [{ kind: 'refused', code: 'not_an_object' }]],
  ['another envelope', batch(row), [{ kind: 'refused', code: 'missing_after' }]],
  ['an update without its row', batch(rich({ after: null })), [{ kind: 'refused', code: 'missing_after' }]],
  ['no topic', batch(plain({ topic: undefined })), [{ kind: 'refused', code: 'missing_table' }]],
])('%s', (_name, message, expected) => expect(readSender('cockroachdb', message).outcomes).toMatchObject(expected))
