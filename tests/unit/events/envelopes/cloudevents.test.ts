import { describe, expect, test } from 'vitest'
import { change, cloudEvent, flatRow, mysqlSource, withSchema } from './debezium-messages'
import { draft, outcome, read } from './read-one'

const at = '2031-03-23T02:40:00.000Z'
const nativeEvent = { type: 'UPDATE', table: 'items', timestamp: '2031-03-23T02:41:00Z', after: { id: 1 } }
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')
const insert = { type: 'INSERT', source: 'shopsrv', database: 'shop', schema: 'sales', table: 'items', timestamp: at }
const bare = { iodebeziumop: undefined, iodebeziumtsms: undefined }

describe('a CloudEvent', () => {
  test.each<[string, unknown, Record<string, unknown>]>([
    [
      'of Debezium, whose attributes are texts',
      cloudEvent(),
      { ...insert, after: { id: 31, qty: 2 }, transaction_id: '611', position: { lsn: '25311040' } },
    ],
    [
      'of Debezium, with attributes that are numbers',
      cloudEvent({ iodebeziumtsms: 1_932_000_000_000, iodebeziumlsn: 25_311_040 }),
      insert,
    ],
    [
      'of Debezium, its data in a schema block',
      cloudEvent({
        data: withSchema(
          { before: null, after: { id: 31, price: 'MDk=' } },
          {
            price: { type: 'bytes', name: 'org.apache.kafka.connect.data.Decimal', parameters: { scale: '2' } },
          },
        ),
      }),
      { ...insert, after: { id: 31, price: '123.45' } },
    ],
    [
      'of Debezium, deleted',
      cloudEvent({ iodebeziumop: 'd', data: { before: { id: 31 }, after: null } }),
      { type: 'DELETE', before: { id: 31 } },
    ],
    [
      'around a whole message of Debezium',
      cloudEvent({ ...bare, data: change({ source: mysqlSource() }) }),
      { type: 'INSERT', source: 'warehouse', table: 'parts' },
    ],
    ['around one in a schema block', cloudEvent({ ...bare, data: withSchema(change(), {}) }), insert],
    ['around a row without its envelope', cloudEvent({ ...bare, data: flatRow() }), { type: 'UPDATE', table: 'items' }],
    [
      'around a native event',
      cloudEvent({ ...bare, source: '/app', id: 'e1', data: { ...nativeEvent, upsert: true } }),
      { id: 'e1', type: 'UPDATE', source: '/app', timestamp: nativeEvent.timestamp },
    ],
    [
      'around a native event that says neither id nor time',
      cloudEvent({ ...bare, id: 'e2', data: { ...nativeEvent, timestamp: undefined } }),
      { id: 'e2', timestamp: '2031-03-23T02:40:00.420Z' },
    ],
    [
      'whose data is a text of JSON',
      cloudEvent({ data: JSON.stringify({ after: { id: 31 } }) }),
      { after: { id: 31 } },
    ],
    [
      'whose data is base64 of JSON',
      cloudEvent({ data: undefined, data_base64: base64({ after: { id: 31 } }) }),
      { after: { id: 31 } },
    ],
  ])('%s', (_name, message, expected) => {
    expect(read(message).format).toBe('cloudevents')
    expect(draft(message)).toMatchObject(expected)
    expect(draft(message)).not.toHaveProperty('upsert')
  })

  test('keeps its id in that of the change', () =>
    expect(draft(cloudEvent()).id).toContain('name:shopsrv;lsn:25311040;txId:611'))

  test.each<[string, unknown, Record<string, unknown>]>([
    [
      'in Avro',
      cloudEvent({ datacontenttype: 'application/avro', data: 'AAAAAAEAAg==' }),
      { code: 'undecodable_data', message: expect.stringContaining('json') },
    ],
    ['in bytes that are no JSON', cloudEvent({ data: undefined, data_base64: 'AAEC' }), { code: 'undecodable_data' }],
    ['of no change', cloudEvent({ ...bare, data: { hello: 'world' } }), { code: 'unknown_data' }],
    ['of an unknown operation', cloudEvent({ iodebeziumop: 'q' }), { code: 'unknown_operation' }],
  ])('%s is refused', (_name, message, expected) =>
    expect(outcome(message)).toMatchObject({ kind: 'refused', ...expected }),
  )

  test.each<[string, unknown]>([
    ['without data', cloudEvent({ data: undefined })],
    ['with a tombstone', cloudEvent({ data: null })],
    ['with a logical message', cloudEvent({ iodebeziumop: 'm' })],
  ])('%s is ignored', (_name, message) => expect(outcome(message).kind).toBe('ignored'))
})
