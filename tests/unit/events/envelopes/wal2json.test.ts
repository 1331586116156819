import { describe, expect, test } from 'vitest'
import { readOne, readSender, receivedAt, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { transaction, empty, update, begin } = senderMessages.wal2json
const change = (more: Record<string, unknown>, about: Record<string, unknown> = {}) => ({
  ...transaction(),
  ...about,
  change: [{ schema: 'depot', table: 'shelves', ...more }],
})
const columns = (row: Record<string, unknown>) =>
  Object.entries(row).map(([name, value]) => ({ name, type: 'x', value }))

describe('version 1', () => {
  test('each change of a transaction is an event', () => {
    expect(readSender('wal2json', transaction()).events).toMatchObject([
      {
        id: '0/1A2B3C8|0',
        type: 'INSERT',
        source: 'postgres',
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.250Z',
        before: null,
        after: { sku: 7, pieces: 12 },
        key: { sku: 7 },
        detail: { transaction_id: 611, position: { nextlsn: '0/1A2B3C8' } },
      },
      { id: '0/1A2B3C8|1', type: 'DELETE', before: { sku: 6 }, after: null, key: { sku: 6 } },
    ])
  })

  const row = { columnnames: ['sku', 'pieces'], columnvalues: [7, 9] }
  const oldKey = { keynames: ['sku'], keyvalues: [7] }
  const oldRow = { keynames: ['sku', 'pieces'], keyvalues: [7, 12] }
  test.each<[string, unknown, Told]>([
    [
      'an update with its old key',
      change({ kind: 'update', ...row, oldkeys: oldKey }),
      { before: { sku: 7 }, key: { sku: 7 } },
    ],
    [
      'an update with its whole old row, which is no key',
      change({ kind: 'update', ...row, oldkeys: oldRow }),
      { before: { sku: 7, pieces: 12 }, after: { sku: 7, pieces: 9 }, key: null },
    ],
    [
      'a column named as keys are',
      change({ kind: 'delete', oldkeys: { keynames: ['id', 'shop'], keyvalues: [1, 2] } }),
      { key: null },
    ],
    [
      'no log position',
      change({ kind: 'insert', ...row }, { nextlsn: undefined }),
      { id: '611|2026-03-04 05:06:07.25+00|0' },
    ],
    [
      'neither position nor transaction',
      change({ kind: 'insert', ...row }, { nextlsn: undefined, xid: undefined }),
      { id: null },
    ],
    ['an operation to come', change({ kind: 'merge', ...row }), { type: 'UPDATE', upsert: true }],
    [
      'where it was written first',
      change({ kind: 'insert', ...row }, { origin: 'eu' }),
      { detail: expect.objectContaining({ metadata: { origin: 'eu' } }) },
    ],
  ])('%s', (_name, message, expected) => expect(readOne('wal2json', message)).toMatchObject(expected))

  test.each<[string, unknown, unknown]>([
    ['an empty transaction is left', empty(), { kind: 'ignored', reason: 'transaction without changes' }],
    [
      'a logical message is left',
      change({ kind: 'message', content: 'x' }),
      { kind: 'ignored', reason: 'logical message' },
    ],
    ['a change that is none', { change: [7] }, { kind: 'refused', code: 'invalid_change' }],
    [
      'fewer values than names',
      change({ kind: 'insert', ...row, columnvalues: [7] }),
      { kind: 'refused', code: 'invalid_columns' },
    ],
    [
      'names that are none',
      change({ kind: 'insert', columnnames: [1], columnvalues: [7] }),
      { kind: 'refused', code: 'invalid_columns' },
    ],
    ['no row and an unknown operation', change({ kind: 'merge' }), { kind: 'refused', code: 'unknown_operation' }],
  ])('%s', (_name, message, expected) => expect(readSender('wal2json', message).outcomes).toMatchObject([expected]))

  test('without a time it counts at its arrival, with a note', () => {
    const { events, notes } = readSender('wal2json', change({ kind: 'insert', ...row }, { timestamp: undefined }))
    expect(events).toMatchObject([{ at: receivedAt }])
    expect(notes).toMatchObject([{ code: 'no_event_time' }])
  })
})

describe('version 2', () => {
  test.each<[string, unknown, Told]>([
    [
      'an update',
      update(),
      {
        type: 'UPDATE',
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.250Z',
        before: { sku: 7 },
        after: { sku: 7, pieces: 9 },
        key: { sku: 7 },
        detail: { transaction_id: 612, position: { lsn: '0/1A2B400' } },
      },
    ],
    ['an insert', { ...update(), action: 'I', identity: undefined }, { type: 'INSERT', before: null, key: { sku: 7 } }],
    ['a delete', { ...update(), action: 'D', columns: undefined }, { type: 'DELETE', before: { sku: 7 }, after: null }],
    [
      'a truncate',
      { ...update(), action: 'T', columns: undefined, identity: undefined },
      { type: 'TRUNCATE', after: null },
    ],
    ['no names of key columns', { ...update(), pk: undefined }, { key: { sku: 7 } }],
    ['no log position', { ...update(), lsn: undefined }, { id: null }],
    [
      'a zone of half an hour',
      { ...update(), timestamp: '2026-03-04 10:36:07+05:30' },
      { at: '2026-03-04T05:06:07.000Z' },
    ],
  ])('%s', (_name, message, expected) => expect(readOne('wal2json', message)).toMatchObject(expected))

  test.each(['B', 'C', 'M'])('%s is left', (action) => {
    expect(readSender('wal2json', { ...begin(), action }).outcomes).toMatchObject([{ kind: 'ignored' }])
  })

  test('rows of one log position have ids of their own, the same when sent again', () => {
    const id = (sku: number) => readOne('wal2json', { ...update(), columns: columns({ sku, pieces: 1 }) }).id
    expect(id(1)).not.toBe(id(2))
    expect(id(1)).toBe(id(1))
  })

  test('columns that are no list of columns are refused', () => {
    for (const wrong of [7, [7], [{ value: 7 }], { sku: 7 }]) {
      const { outcomes } = readSender('wal2json', { ...update(), columns: wrong })
      expect(outcomes).toMatchObject([{ kind: 'refused', code: 'invalid_columns' }])
    }
  })
})
