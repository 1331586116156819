import { describe, expect, test } from 'vitest'
import { readOne, readSender, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { update, definition } = senderMessages.dms
const row = { sku: 7, pieces: 9, place: 'north' }
const about = (more: Record<string, unknown>) => ({ metadata: { ...update().metadata, ...more } })
const control = (operation: string, table = 'shelves') => ({
  metadata: { ...definition().metadata, operation, 'table-name': table },
})
const plain = (more: Record<string, unknown>) => ({ ...update(), 'before-image': undefined, ...more })

describe('dms', () => {
  test.each<[string, unknown, Told]>([
    [
      'an update with its before image and the time of its commit',
      update(),
      {
        id: '8800551|2',
        type: 'UPDATE',
        schema: 'depot',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: { ...row, pieces: 12 },
        after: row,
        detail: { transaction_id: 8_800_551, position: { record: 2, stream: '00042' } },
      },
    ],
    [
      'no details of transactions',
      { ...update(), ...about({ 'commit-timestamp': undefined, 'transaction-id': undefined }) },
      { id: null, at: '2026-03-04T05:06:09.500Z' },
    ],
    ['a before image under another name', plain({ was: { pieces: 12 } }), { before: { pieces: 12 } }],
    ['two objects, neither of which is known to be it', plain({ was: { pieces: 12 }, is: {} }), { before: null }],
    [
      'before values by prefix, one of them null by now and left out',
      plain({ data: { sku: 7, pieces: 9, BI_sku: 7, BI_pieces: 12, BI_place: 'south' } }),
      { before: { sku: 7, pieces: 12, place: 'south' }, after: { sku: 7, pieces: 9 } },
    ],
    [
      'a column that merely begins so',
      plain({ data: { sku: 7, BI_score: 3 } }),
      { before: null, after: { sku: 7, BI_score: 3 } },
    ],
    [
      'the prefix in an insert',
      plain({ data: { sku: 7, BI_sku: 3 }, ...about({ operation: 'insert' }) }),
      { type: 'INSERT', after: { sku: 7, BI_sku: 3 } },
    ],
    ['a row of the full load', plain(about({ operation: 'load' })), { type: 'SNAPSHOT', before: null, after: row }],
    ['a delete', plain(about({ operation: 'delete' })), { type: 'DELETE', before: row, after: null }],
    ['the words of the manual', plain(about({ operation: 'create' })), { type: 'INSERT', after: row }],
    ['an operation to come', plain(about({ operation: 'merge' })), { type: 'UPDATE', upsert: true, after: row }],
    ['a definition', definition(), { type: 'DDL', table: 'shelves', detail: { ddl_type: 'CREATE_TABLE' } }],
    ['a column more', control('add-column'), { type: 'DDL', detail: { ddl_type: 'ADD_COLUMN' } }],
    ['a truncate', control('truncate-table'), { type: 'TRUNCATE', table: 'shelves', detail: null }],
  ])('%s', (_name, message, expected) => expect(readOne('dms', message)).toMatchObject(expected))

  test('its own control tables are left', () => {
    const { outcomes } = readSender('dms', control('create-table', 'awsdms_apply_exceptions'))
    expect(outcomes).toMatchObject([{ kind: 'ignored' }])
  })

  test('a record without its columns is refused', () => {
    const { outcomes } = readSender('dms', {
      ...update(),
      data: undefined,
      control: undefined,
      ...about({ 'record-type': 'control', operation: '' }),
    })
    expect(outcomes).toMatchObject([{ kind: 'refused', code: 'unknown_operation' }])
  })
})
