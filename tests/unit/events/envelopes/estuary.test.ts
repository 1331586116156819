import { describe, expect, test } from 'vitest'
import { readOne, readSender, receivedAt, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { update } = senderMessages.estuary
const row = { sku: 7, pieces: 9 }
const meta = (more: Record<string, unknown>) => ({ ...row, _meta: { ...update()._meta, ...more } })
const source = (more: Record<string, unknown>) => meta({ op: 'c', source: { ...update()._meta.source, ...more } })

describe('estuary', () => {
  test.each<[string, unknown, Told]>([
    [
      'an update',
      update(),
      {
        id: '5f0d2c1e-1789-11f1-8001-3b6f6f6f6f6f',
        type: 'UPDATE',
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: { sku: 7, pieces: 12 },
        after: row,
        detail: { transaction_id: 614, position: { loc: [0, 27_440_112, 0] } },
      },
    ],
    ['an insert', meta({ op: 'c', before: undefined }), { type: 'INSERT', before: null, after: row }],
    ['a delete with its old row', meta({ op: 'd' }), { type: 'DELETE', before: { sku: 7, pieces: 12 }, after: null }],
    [
      'a delete with its key alone',
      { sku: 7, _meta: { ...update()._meta, op: 'd', before: undefined } },
      { type: 'DELETE', before: { sku: 7 } },
    ],
    ['a row of a backfill', source({ snapshot: true }), { type: 'SNAPSHOT', after: row }],
    [
      'a collection of documents',
      source({ table: undefined, collection: 'boxes', db: 'stock' }),
      { table: 'boxes', database: 'stock' },
    ],
    ['no time', source({ ts_ms: undefined }), { at: receivedAt }],
    ['an operation to come', meta({ op: 'm' }), { type: 'UPDATE', upsert: true, after: row }],
  ])('%s', (_name, message, expected) => expect(readOne('estuary', message)).toMatchObject(expected))

  test('a document that names no table is refused, or takes the one that the request names', () => {
    const message = source({ table: undefined })
    const { outcomes } = readSender('estuary', message)
    expect(outcomes).toMatchObject([
      { kind: 'refused', code: 'missing_table', message: expect.stringContaining('?table=') },
    ])
    expect(readOne('estuary', message, { table: 'bins' })).toMatchObject({ table: 'bins' })
  })

  test('a note says that it has no time', () => {
    expect(readSender('estuary', source({ ts_ms: undefined })).notes).toMatchObject([{ code: 'no_event_time' }])
  })
})
