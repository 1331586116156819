import { describe, expect, test } from 'vitest'
import { readOne, readSender, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { update } = senderMessages.hasura
const event = (op: string, data: unknown) => ({ ...update(), event: { op, data } })
const row = { sku: 7, pieces: 9 }

describe('hasura', () => {
  test.each<[string, unknown, Told]>([
    [
      'an update',
      update(),
      {
        id: '9b6b3a52-0f43-4f8e-9b1f-5f1f8d7a1c11',
        type: 'UPDATE',
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: { sku: 7, pieces: 12 },
        after: row,
        detail: { metadata: { trigger: 'shelves_out' } },
      },
    ],
    ['an insert', event('INSERT', { old: null, new: row }), { type: 'INSERT', before: null, after: row }],
    ['a delete', event('DELETE', { old: row, new: null }), { type: 'DELETE', before: row, after: null }],
    ['a row sent by hand', event('MANUAL', { old: null, new: row }), { type: 'SNAPSHOT', after: row }],
    ['an operation to come', event('MERGE', { old: null, new: row }), { type: 'UPDATE', upsert: true, after: row }],
  ])('%s', (_name, message, expected) => expect(readOne('hasura', message)).toMatchObject(expected))

  test.each<[string, unknown, string]>([
    ['an update without its new row', event('UPDATE', { old: row }), 'missing_new'],
    ['an unknown operation without one', event('MERGE', { old: row }), 'unknown_operation'],
  ])('%s is refused', (_name, message, code) => {
    expect(readSender('hasura', message).outcomes).toMatchObject([{ kind: 'refused', code }])
  })
})
