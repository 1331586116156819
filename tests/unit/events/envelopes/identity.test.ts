import { describe, expect, test } from 'vitest'
import { change, cloudEvent, flatRow, mysqlSource, postgresSource } from './debezium-messages'
import { draft } from './read-one'

type Row = Record<string, unknown>
const idOf = (message: unknown) => draft(message).id
const keyless = { code: 'a', qty: 1 }

describe('the same change read again has the same id', () => {
  test.each<[string, unknown, unknown]>([
    ['processed later', change(), change({ ts_ms: 1_932_000_999_999 })],
    ['by another version', change(), change({ source: postgresSource({ version: '9', xmin: 3 }) })],
    ['without a key', change({ after: keyless }), change({ after: keyless, ts_ms: 1 })],
    [
      'by a later snapshot',
      change({ op: 'r' }),
      change({ op: 'r', source: postgresSource({ lsn: 99, ts_ms: 1_933_000_000_000, snapshot: 'last' }) }),
    ],
    ['with a number that was a text', change(), change({ source: postgresSource({ lsn: '25311040' }) })],
    ['a row without its envelope', flatRow(), flatRow({ __deleted: false })],
    ['a CloudEvent', cloudEvent(), cloudEvent({ time: '2031-03-24T00:00:00Z' })],
  ])('%s', (_name, one, again) => {
    expect(idOf(one)).toBeTypeOf('string')
    expect(idOf(again)).toBe(idOf(one))
  })
})

describe('another change has another id', () => {
  const mysql = (more: Row = {}) => change({ source: mysqlSource(more) })
  test.each<[string, unknown, unknown]>([
    ['by its place in the log', change(), change({ source: postgresSource({ lsn: 25_311_041 }) })],
    ['by its row, where COPY puts many at one place', change(), change({ after: { id: 32, qty: 2, state: 'new' } })],
    ['by its operation: a key that changed', change({ op: 'd', before: { id: 31 }, after: null }), change()],
    ['by its file', mysql(), mysql({ file: 'mysql-bin.000022' })],
    ['by its row in a statement', mysql(), mysql({ row: 1 })],
    ['by its transaction, after a failover', mysql({ gtid: 'a:1' }), mysql({ gtid: 'b:1' })],
    ['by its content, where it has no key', change({ after: keyless }), change({ after: { ...keyless, qty: 2 } })],
    [
      'by its order, where it has no key',
      change({ after: keyless, transaction: { id: '1', total_order: 1 } }),
      change({ after: keyless, transaction: { id: '1', total_order: 2 } }),
    ],
    ['of a snapshot, by its row', change({ op: 'r' }), change({ op: 'r', after: { id: 32, qty: 2, state: 'new' } })],
    ['of a snapshot, by what changed since', change({ op: 'r' }), change({ op: 'r', after: { id: 31, qty: 5 } })],
    [
      'of a snapshot, by its database',
      change({ op: 'r' }),
      change({ op: 'r', source: postgresSource({ db: 'other' }) }),
    ],
    [
      'of a snapshot sent as CloudEvents, which share their id',
      cloudEvent({ iodebeziumop: 'r' }),
      cloudEvent({ iodebeziumop: 'r', data: { after: { id: 32 } } }),
    ],
    ['of a row without its envelope', flatRow(), flatRow({ __lsn: 1 })],
  ])('%s', (_name, one, other) => {
    expect(idOf(one)).toBeTypeOf('string')
    expect(idOf(other)).not.toBe(idOf(one))
  })

  test.each<[string, Row]>([
    ['Oracle', { scn: '2122185', rs_id: '007701.00000b1a.0018', ssn: 0 }],
    ['SQL Server', { change_lsn: '00000027:00000758:0003', event_serial_no: 2 }],
    ['MongoDB', { collection: 'parts', ord: 31 }],
    ['Vitess', { vgtid: '[{"keyspace":"a","shard":"0","gtid":"MySQL56/1"}]' }],
  ])('%s has a place in its log', (_name, place) => {
    const source = { name: 'x', table: 'parts', ts_ms: 1_932_000_000_000, ...place }
    expect(idOf(change({ source }))).toBeTypeOf('string')
  })
})

test.each<[string, unknown]>([
  ['no place in a log', change({ source: { table: 'items' } })],
  ['a snapshot of a table without a key', change({ op: 'r', after: keyless })],
  ['a row without meta columns', flatRow({ __lsn: undefined })],
])('%s identifies nothing, and the content does', (_name, message) => expect(idOf(message)).toBeUndefined())

test('an id is short, whatever the key', () => {
  const key = { id: 'x'.repeat(1000) }
  expect(String(idOf({ key, value: change() })).length).toBeLessThan(100)
})
