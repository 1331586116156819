import { describe, expect, test } from 'vitest'
import { readOne, readSender, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { record, state, log } = senderMessages.airbyte
const data = (row: Record<string, unknown>) => ({ ...record(), record: { ...record().record, data: row } })

describe('airbyte', () => {
  test.each<[string, unknown, Told]>([
    [
      'a row of CDC at the time of its change',
      record(),
      {
        id: null,
        type: 'UPDATE',
        upsert: true,
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: null,
        after: { sku: 7, pieces: 9 },
        detail: { position: { lsn: 27_440_112 } },
      },
    ],
    [
      'a delete: the key and when',
      data({ sku: 7, _ab_cdc_updated_at: '2026-03-04T05:06:08Z', _ab_cdc_deleted_at: '2026-03-04T05:06:08Z' }),
      { type: 'DELETE', at: '2026-03-04T05:06:08.000Z', before: { sku: 7 }, after: null },
    ],
    [
      'a row without CDC at the time it was read',
      data({ sku: 7 }),
      { type: 'UPDATE', upsert: true, at: '2026-03-04T05:07:07.000Z', after: { sku: 7 }, detail: null },
    ],
  ])('%s', (_name, message, expected) => expect(readOne('airbyte', message)).toMatchObject(expected))

  test.each([
    ['STATE', state()],
    ['LOG', log()],
    ['TRACE', { type: 'TRACE', trace: { type: 'ERROR' } }],
    ['CONNECTION_STATUS', { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } }],
  ])('%s is left', (reason, message) => {
    expect(readSender('airbyte', message).outcomes).toEqual([{ kind: 'ignored', reason }])
  })

  test('a record without its row is refused', () => {
    const message = { type: 'RECORD', record: { stream: 'shelves', emitted_at: 1 } }
    expect(readSender('airbyte', message).outcomes).toMatchObject([{ kind: 'refused', code: 'missing_data' }])
  })
})
