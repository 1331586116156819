import { describe, expect, test } from 'vitest'
import { readOne, readSender, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { update } = senderMessages.sequin
const row = { sku: 7, pieces: 9, place: 'north' }
const about = (more: Record<string, unknown>) => ({ ...update(), metadata: { ...update().metadata, ...more } })

describe('sequin', () => {
  test.each<[string, unknown, Told]>([
    [
      'an update, its old values put back',
      update(),
      {
        id: 'MjE5ODYyMTAyOjM=',
        type: 'UPDATE',
        source: 'postgres',
        database: 'stock',
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: { ...row, pieces: 12 },
        after: row,
        detail: { position: { lsn: 219_862_102, index: 3 }, metadata: { consumer: 'shelves-out' } },
      },
    ],
    ['an update without old values', { ...update(), changes: null }, { type: 'UPDATE', before: null, after: row }],
    ['an insert', { ...update(), action: 'insert', changes: null }, { type: 'INSERT', before: null, after: row }],
    ['a delete', { ...update(), action: 'delete', changes: null }, { type: 'DELETE', before: row, after: null }],
    ['a row of a backfill', { ...update(), action: 'read', changes: null }, { type: 'SNAPSHOT', after: row }],
    ['an operation to come', { ...update(), action: 'merge' }, { type: 'UPDATE', upsert: true, after: row }],
    ['no key of its own', about({ idempotency_key: undefined }), { id: '219862102|3' }],
    ['the older name of the database', about({ database: undefined, database_name: 'old' }), { database: 'old' }],
  ])('%s', (_name, message, expected) => expect(readOne('sequin', message)).toMatchObject(expected))

  test('what is said of an unknown operation names the known ones', () => {
    const { notes } = readSender('sequin', { ...update(), action: 'merge' })
    expect(notes).toMatchObject([
      { code: 'unknown_operation', message: expect.stringMatching(/"merge".*insert, update, delete, read/) },
    ])
  })
})
