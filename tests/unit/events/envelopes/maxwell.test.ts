import { describe, expect, test } from 'vitest'
import { readOne, readSender, type Told } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'

const { insert, update, bootstrap, definition } = senderMessages.maxwell
const row = { sku: 7, pieces: 9, place: 'north' }

describe('maxwell', () => {
  test.each<[string, unknown, Told]>([
    [
      'an insert with its seconds, transaction and key',
      insert(),
      {
        type: 'INSERT',
        source: 'mysql',
        database: 'depot',
        schema: '',
        table: 'shelves',
        at: '2026-03-04T05:06:07.000Z',
        before: null,
        after: { sku: 7, pieces: 12, place: 'north' },
        key: { sku: 7 },
        detail: { transaction_id: 5120 },
      },
    ],
    ['an update, its old values put back', update(), { type: 'UPDATE', before: { ...row, pieces: 12 }, after: row }],
    ['an update without old values', { ...update(), old: undefined }, { type: 'UPDATE', before: null, after: row }],
    ['a delete, its row in data', { ...update(), type: 'delete' }, { type: 'DELETE', before: row, after: null }],
    [
      'a row of a bootstrap',
      { ...update(), type: 'bootstrap-insert', old: undefined },
      { type: 'SNAPSHOT', after: row },
    ],
    ['an operation to come', { ...update(), type: 'replace' }, { type: 'UPDATE', upsert: true, after: row }],
    [
      'a definition with its milliseconds',
      definition(),
      {
        type: 'DDL',
        table: 'shelves',
        at: '2026-03-04T05:06:07.250Z',
        detail: { ddl_type: 'ALTER_TABLE', ddl_command: 'ALTER TABLE shelves ADD COLUMN note TEXT' },
      },
    ],
    [
      'a database without a table',
      { ...definition(), type: 'database-drop', table: undefined },
      { type: 'DDL', table: '', detail: { ddl_type: 'DROP_DATABASE', ddl_command: definition().sql } },
    ],
  ])('%s', (_name, message, expected) => expect(readOne('maxwell', message)).toMatchObject(expected))

  test.each(['bootstrap-start', 'bootstrap-complete'])('%s is left', (type) => {
    const left = [{ kind: 'ignored', reason: type }]
    expect(readSender('maxwell', { ...bootstrap(), type }).outcomes).toEqual(left)
    expect(readSender('maxwell', { ...bootstrap(), type, data: undefined }).outcomes).toEqual(left)
  })

  const place = { position: 'binlog.000004:881', primary_key: [7] }
  test.each<[string, unknown, string | null]>([
    ['the transaction and the place in it', insert(), '1772600767|5120|0'],
    ['the last row of a transaction', update(), '1772600767|5121|commit'],
    ['place, transaction and key', { ...update(), commit: undefined, ...place }, 'binlog.000004:881|5121|update|7'],
    ['nothing that tells rows apart', { ...update(), commit: undefined }, null],
    ['no transaction', { ...insert(), xid: undefined }, null],
  ])('its id is %s', (_name, message, id) => expect(readOne('maxwell', message).id).toBe(id))

  test('a column named __proto__ is data', () => {
    const data = JSON.parse('{"sku":7,"__proto__":{"x":1}}')
    const event = readOne('maxwell', { ...update(), data })
    expect(Object.keys(event.after!)).toEqual(['sku', '__proto__'])
    expect(Object.keys(event.before!)).toEqual(['sku', '__proto__', 'pieces'])
  })
})
