import { describe, expect, test } from 'vitest'
import { change, mysqlSource, postgresSource, withSchema } from './debezium-messages'
import { draft, notes, outcome, read, receivedAt } from './read-one'

const at = '2031-03-23T02:40:00.000Z'
const placeholder = '__debezium_unavailable_value'

describe('a row change', () => {
  test.each<[string, unknown, Record<string, unknown>]>([
    [
      'of PostgreSQL',
      change(),
      {
        type: 'INSERT',
        source: 'shopsrv',
        database: 'shop',
        schema: 'sales',
        table: 'items',
        timestamp: at,
        before: null,
        after: { id: 31, qty: 2, state: 'new' },
        transaction_id: '611',
        position: { lsn: 25_311_040, sequence: '["4711","4712"]' },
        metadata: { connector: 'postgresql', version: '3.2.1.Final', snapshot: 'false', ts_ms: 1_932_000_000_420 },
      },
    ],
    [
      'of MySQL, whose db is the database',
      change({ op: 'u', before: { id: 1, qty: 3 }, after: { id: 1, qty: 4 }, source: mysqlSource({ gtid: 'a-b:7' }) }),
      {
        type: 'UPDATE',
        database: 'stock',
        schema: undefined,
        table: 'parts',
        before: { id: 1, qty: 3 },
        transaction_id: 'a-b:7',
        position: { file: 'mysql-bin.000021', pos: 4127, row: 0, gtid: 'a-b:7' },
      },
    ],
    [
      'of SQL Server',
      change({
        source: {
          connector: 'sqlserver',
          name: 'erp',
          ts_ms: 1_932_000_000_000,
          db: 'core',
          schema: 'dbo',
          table: 'orders',
          change_lsn: '00000027:00000758:0003',
          commit_lsn: '00000027:00000758:0005',
          event_serial_no: '1',
        },
      }),
      { schema: 'dbo', position: { change_lsn: '00000027:00000758:0003' } },
    ],
    [
      'of Oracle',
      change({
        source: { connector: 'oracle', name: 'ora', db: 'ORCL', schema: 'SH', table: 'SALES', scn: '2122185' },
      }),
      { schema: 'SH', position: { scn: '2122185' }, timestamp: '2031-03-23T02:40:00.420Z' },
    ],
    ['in a schema block', withSchema(change(), { id: { type: 'int32' } }), { after: { id: 31, qty: 2, state: 'new' } }],
    ['with an empty schema block', { schema: null, payload: change() }, { type: 'INSERT' }],
    [
      'deleted, with its key alone',
      change({ op: 'd', before: { id: 31 }, after: null }),
      { before: { id: 31 }, after: null },
    ],
    ['updated, without a row before', change({ op: 'u' }), { type: 'UPDATE', before: null }],
    ['read by a snapshot', change({ op: 'r', source: postgresSource({ snapshot: 'last' }) }), { type: 'SNAPSHOT' }],
    [
      'read by an incremental one',
      change({ op: 'r', source: postgresSource({ snapshot: 'incremental' }) }),
      { type: 'SNAPSHOT' },
    ],
    [
      'of an older version, whose snapshot is a boolean',
      change({ op: 'r', source: postgresSource({ snapshot: true }) }),
      { type: 'SNAPSHOT' },
    ],
    [
      'that empties a table',
      change({ op: 't', after: null }),
      { type: 'TRUNCATE', table: 'items', before: null, after: null },
    ],
    [
      'of a transaction with metadata',
      change({ transaction: { id: '611:25311040', total_order: '1', data_collection_order: '1' } }),
      { transaction_id: '611:25311040' },
    ],
  ])('%s', (_name, message, expected) => {
    expect(read(message).format).toBe('debezium')
    expect(draft(message)).toMatchObject(expected)
  })

  test.each<[string, Record<string, unknown>, string]>([
    ['in milliseconds', { ts_ms: 1_932_000_000_000 }, at],
    ['as a text', { ts_ms: '1932000000000' }, at],
    ['in microseconds', { ts_ms: undefined, ts_us: 1_932_000_000_000_999 }, at],
    ['in nanoseconds', { ts_ms: undefined, ts_ns: '1932000000000999999' }, at],
    ['of the processing where the source says none', { ts_ms: undefined }, '2031-03-23T02:40:00.420Z'],
    ['of the processing where the source says zero', { ts_ms: 0 }, '2031-03-23T02:40:00.420Z'],
  ])('at a time %s', (_name, source, expected) =>
    expect(draft(change({ source: postgresSource(source) })).timestamp).toBe(expected),
  )

  test('in nanoseconds that a double cannot hold', () => {
    const text = JSON.stringify(change({ source: postgresSource({ ts_ms: undefined }) }))
    expect(draft(text.replace('"source":{', '"source":{"ts_ns":1932000000000999999,')).timestamp).toBe(at)
  })

  test('without any time, at its arrival', () =>
    expect(draft(change({ ts_ms: undefined, source: { table: 'items' } })).timestamp).toBe(receivedAt))

  test('takes from the address what it does not say', () => {
    const message = { op: 'c', before: null, after: { id: 1 }, ts_ms: 1_932_000_000_000 }
    const said = { table: 'items', schema: 'sales', database: 'shop', source: 'here' }
    expect(draft(message, { hints: said })).toMatchObject(said)
    expect(draft(change(), { hints: { table: 'other', source: 'other' } })).toMatchObject({
      table: 'items',
      source: 'shopsrv',
    })
    expect(outcome(message)).toMatchObject({ kind: 'refused', code: 'missing_table' })
  })

  test('has the key of the Kafka record that it came in', () => {
    const plain = { key: { item_no: 31 }, value: change() }
    const schema = { type: 'struct', fields: [{ field: 'day', type: 'int32', name: 'io.debezium.time.Date' }] }
    const blocks = {
      key: { schema, payload: { day: 20_000 } },
      value: withSchema(change(), {}),
      topic: 'x',
      partition: 0,
    }
    const texts = { key: '{"item_no":31}', value: JSON.stringify(change()) }
    expect(draft(plain).key).toEqual({ item_no: 31 })
    expect(draft(blocks).key).toEqual({ day: '2024-10-04' })
    expect(draft(texts).key).toEqual({ item_no: 31 })
    expect(draft(change()).key).toBeUndefined()
  })
})

describe('counted and left', () => {
  const { payload: _, ...blockOnly } = withSchema(change(), {})
  test.each<[string, unknown]>([
    ['a logical message', change({ op: 'm', after: undefined, message: { prefix: 'audit', content: 'aGk=' } })],
    ['a heartbeat', { ts_ms: 1_932_000_000_000 }],
    ['a heartbeat in a schema block', withSchema({ ts_ms: 1_932_000_000_000 }, {})],
    ['the begin of a transaction', { status: 'BEGIN', id: '611:1', ts_ms: 1_932_000_000_000, event_count: null }],
    [
      'the end of a transaction',
      {
        status: 'END',
        id: '611:1',
        event_count: 1,
        data_collections: [{ data_collection: 'sales.items', event_count: 1 }],
      },
    ],
    ['a tombstone', null],
    ['a tombstone in a schema block', { schema: null, payload: null }],
    ['a tombstone in a Kafka record', { key: { id: 1 }, value: null }],
    ['a block without a payload', { ...blockOnly, payload: null }],
    ['a notification', { id: 'n1', aggregate_type: 'Initial Snapshot', type: 'STARTED', additional_data: {} }],
    [
      'a schema change that changes nothing',
      { source: mysqlSource(), databaseName: 'stock', ddl: '', tableChanges: [] },
    ],
  ])('%s', (_name, message) => expect(outcome(message).kind).toBe('ignored'))
})

describe('refused', () => {
  test.each<[string, unknown, string]>([
    ['an unknown operation', change({ op: 'x' }), 'unknown_operation'],
    ['no table', change({ source: {} }), 'missing_table'],
  ])('%s', (_name, message, code) => expect(outcome(message)).toMatchObject({ kind: 'refused', code }))

  test('under a forced format, what has another', () =>
    expect(outcome({ id: 1 }, { format: 'debezium' })).toMatchObject({ code: 'unknown_operation' }))
})

describe('a large value that did not change is absent', () => {
  const hex = Buffer.from(placeholder).toString('hex')
  test.each<[string, unknown]>([
    ['as text', placeholder],
    ['as bytes', 'X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=='],
    ['in hexadecimals', hex],
    ['as an array of texts', [placeholder]],
    ['as an array of its bytes', [...Buffer.from(placeholder)]],
    ['as a map', { [placeholder]: placeholder }],
  ])('%s', (_name, note) => {
    const message = change({ op: 'u', before: { id: 31, note }, after: { id: 31, note, qty: 3 } })
    expect(draft(message)).toMatchObject({ before: { id: 31 }, after: { id: 31, qty: 3 } })
    expect(draft(message).after).not.toHaveProperty('note')
  })

  test('a text that speaks of it stays', () =>
    expect(draft(change({ after: { id: 1, note: `see ${placeholder}` } })).after).toHaveProperty('note'))
})

describe('decimals without a schema', () => {
  test.each<[string, unknown, string[]]>([
    ['100', 'ZA==', ['undecodable_decimal']],
    ['12345', 'MDk=', ['undecodable_decimal']],
    ['a negative', 'z8c=', ['undecodable_decimal']],
    ['many digits', 'BfXg/w==', ['undecodable_decimal']],
    ['a word', 'paid', []],
    ['a word of eight letters', 'shipping', []],
    ['a code', 'AB12CD34', []],
    ['an id of GraphQL', 'VXNlcjoxMA==', []],
    ['bytes of a hash', '1B2M2Y8AsgTpgAmY7PhCfg==', []],
    ['an ill-formed one', 'AB==', []],
    ['a number', 12, []],
    ['a number as a text', '12.50', []],
    ['padding in a text', 'a=', []],
  ])('%s', (_name, amount, codes) => expect(notes(change({ after: { id: 1, amount } }))).toEqual(codes))

  test('are not suspected in a schema block', () =>
    expect(notes(withSchema(change({ after: { blob: 'ZA==' } }), { blob: { type: 'bytes' } }))).toEqual([]))
})

test('an event of Debezium that says op and table in its row is no native event', () => {
  const row = { id: 1, type: 'INSERT', table: 'x', timestamp: '2031-01-01T00:00:00Z' }
  expect(read(change({ after: row })).format).toBe('debezium')
  expect(read({ ...row, __op: 'c', __table: 'audit' }).format).toBe('debezium_flat')
})

test('a CockroachDB change is left to its own reader', () =>
  expect(read(change({ source: { changefeed_sink: 'kafka', table_name: 'x' } })).format).not.toBe('debezium'))
