import { describe, expect, test } from 'vitest'
import { readOne, readSender, receivedAt, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { update, delete: deletion } = senderMessages.supabase

describe('supabase', () => {
  test.each<[string, unknown, Told]>([
    [
      'an update at its arrival, without an id',
      update(),
      {
        id: null,
        type: 'UPDATE',
        source: 'postgres',
        schema: 'depot',
        table: 'shelves',
        at: receivedAt,
        before: { sku: 7, pieces: 12 },
        after: { sku: 7, pieces: 9 },
      },
    ],
    ['an insert', { ...update(), type: 'INSERT', old_record: null }, { type: 'INSERT', before: null }],
    ['a delete', deletion(), { type: 'DELETE', before: { sku: 7, pieces: 9 }, after: null }],
  ])('%s', (_name, message, expected) => expect(readOne('supabase', message)).toMatchObject(expected))

  test('a note says that it has no time', () => {
    expect(readSender('supabase', update()).notes).toMatchObject([{ code: 'no_event_time' }])
  })

  test('an insert without its record is refused', () => {
    const { outcomes } = readSender('supabase', { ...deletion(), type: 'INSERT' })
    expect(outcomes).toMatchObject([{ kind: 'refused', code: 'missing_record' }])
  })
})
