import { describe, expect, test } from 'vitest'
import { flatRow } from './debezium-messages'
import { draft, notes, outcome, read, receivedAt } from './read-one'

describe('a row without its envelope', () => {
  test.each<[string, unknown, Record<string, unknown>]>([
    [
      'with all its meta columns',
      flatRow(),
      {
        type: 'UPDATE',
        database: 'shop',
        schema: 'sales',
        table: 'items',
        timestamp: '2031-03-23T02:40:00.000Z',
        before: null,
        after: { id: 31, qty: 2 },
        position: { lsn: 25_311_040 },
      },
    ],
    ['that is new', flatRow({ __op: 'c' }), { type: 'INSERT' }],
    ['of a snapshot', flatRow({ __op: 'r' }), { type: 'SNAPSHOT' }],
    ['that empties its table', flatRow({ __op: 't' }), { type: 'TRUNCATE', after: null }],
    ['that is deleted', flatRow({ __op: 'd' }), { type: 'DELETE', before: { id: 31, qty: 2 }, after: null }],
    ['rewritten as deleted', flatRow({ __op: undefined, __deleted: 'true' }), { type: 'DELETE', after: null }],
    ['rewritten with a boolean', flatRow({ __op: undefined, __deleted: true }), { type: 'DELETE' }],
    ['of which nothing says what happened', flatRow({ __op: undefined }), { type: 'UPDATE', upsert: true }],
    [
      'with the source block spelled out',
      { id: 1, __source_table: 'items', __source_db: 'shop', __source_ts_ms: '1932000000000', __ts_ms: 1 },
      { table: 'items', database: 'shop', timestamp: '2031-03-23T02:40:00.000Z', after: { id: 1 } },
    ],
    [
      'whose own columns begin alike',
      flatRow({ __typename: 'Item' }),
      { after: { id: 31, qty: 2, __typename: 'Item' } },
    ],
    [
      'in a schema block, which names the table',
      {
        schema: {
          type: 'struct',
          name: 'shopsrv.sales.items.Value',
          fields: [{ field: 'on', type: 'int32', name: 'io.debezium.time.Date' }],
        },
        payload: { id: 1, on: 0 },
      },
      { table: 'items', upsert: true, after: { id: 1, on: '1970-01-01' } },
    ],
  ])('%s', (_name, message, expected) => {
    expect(read(message).format).toBe('debezium_flat')
    expect(draft(message)).toMatchObject(expected)
  })

  test('without any meta column is taken where the address says so', () => {
    const ask = { format: 'debezium_flat' as const, hints: { table: 'items', schema: 'sales' } }
    expect(draft({ id: 1, qty: 2 }, ask)).toMatchObject({
      table: 'items',
      schema: 'sales',
      upsert: true,
      timestamp: receivedAt,
      after: { id: 1, qty: 2 },
    })
    expect(notes({ id: 1, qty: 2 }, ask)).toEqual(['no_event_time'])
  })

  test('is an upsert only where nothing says its operation', () =>
    expect(draft(flatRow())).not.toHaveProperty('upsert'))

  test.each<[string, unknown, string]>([
    ['without a table', flatRow({ __table: undefined }), 'missing_table'],
    ['with an unknown operation', flatRow({ __op: 'z' }), 'unknown_operation'],
  ])('%s is refused', (_name, message, code) => expect(outcome(message)).toMatchObject({ code }))
})
