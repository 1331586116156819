import { describe, expect, test } from 'vitest'
import { readOne, readSender, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { update, relation } = senderMessages.peerdb
const before = { sku: 7, pieces: 12, notes: 'kept' }

describe('peerdb', () => {
  test.each<[string, unknown, Told]>([
    [
      'an update without the columns that came without values',
      update(),
      {
        type: 'UPDATE',
        source: 'postgres',
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before,
        after: { sku: 7, pieces: 9 },
        detail: { transaction_id: 613, position: { checkpoint: 27_440_112 } },
      },
    ],
    [
      'such columns as an object',
      { ...update(), unchanged_columns: { notes: true, pieces: false } },
      { after: { sku: 7, pieces: 9 } },
    ],
    ['no such columns', { ...update(), unchanged_columns: null }, { after: { sku: 7, pieces: 9, notes: '' } }],
    ['an insert', { ...update(), kind: 'insert', old: null }, { type: 'INSERT', before: null }],
    ['a delete', { ...update(), kind: 'delete', new: null }, { type: 'DELETE', before, after: null }],
    ['the row alone', { ...update(), new: undefined, row: { sku: 7 } }, { after: { sku: 7 } }],
    [
      'the row of a delete alone',
      { ...update(), kind: 'Delete', new: undefined, old: undefined, row: { sku: 7 } },
      { type: 'DELETE', before: { sku: 7 } },
    ],
    ['a table without a schema', { ...update(), source: 'shelves' }, { schema: '', table: 'shelves' }],
    [
      "Go's spelling of a time",
      { ...update(), commit_time: '2026-03-04 05:06:07.5 +0000 UTC' },
      { at: '2026-03-04T05:06:07.500Z' },
    ],
    ['microseconds', { ...update(), commit_time: 1_772_600_767_250_000 }, { at: '2026-03-04T05:06:07.250Z' }],
    ['no checkpoint', { ...update(), checkpoint: undefined }, { id: null }],
  ])('%s', (_name, message, expected) => expect(readOne('peerdb', message)).toMatchObject(expected))

  test('rows of one checkpoint have ids of their own, the same when sent again', () => {
    const id = (sku: number) => readOne('peerdb', { ...update(), new: { sku } }).id
    expect(id(1)).not.toBe(id(2))
    expect(id(1)).toBe(id(1))
  })

  test.each<[string, unknown, unknown]>([
    ['a relation is left', relation(), { kind: 'ignored', reason: 'relation' }],
    ['an update without its row', { ...update(), new: null }, { kind: 'refused', code: 'missing_new' }],
    [
      'an unknown operation without its row',
      { ...update(), kind: 'merge', new: null },
      { kind: 'refused', code: 'unknown_operation' },
    ],
  ])('%s', (_name, message, expected) => expect(readSender('peerdb', message).outcomes).toMatchObject([expected]))
})
