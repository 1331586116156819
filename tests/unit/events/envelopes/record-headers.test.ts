import { expect, test } from 'vitest'
import { withRecordHeaders } from '@/lib/events/envelopes/record-headers'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const row = { id: 9, qty: 2 }
const told = { __op: base64('u'), __table: base64('items') }
const sent = (values: Record<string, string>) =>
  new Headers(
    Object.entries(values).map(([name, value]): [string, string] => [`X-DEBEZIUM-${name.toUpperCase()}`, value]),
  )

test.each<[string, unknown, Record<string, string>, unknown]>([
  ['no such headers', row, {}, row],
  ['in Base64', row, told, { ...row, __op: 'u', __table: 'items' }],
  ['as they are', row, { __op: 'c', __table: 'items' }, { ...row, __op: 'c', __table: 'items' }],
  [
    'as they are, one of which could be Base64',
    row,
    { __op: 'c', __table: 'film' },
    { ...row, __op: 'c', __table: 'film' },
  ],
  ['as JSON', row, { __op: base64('"d"') }, { ...row, __op: 'd' }],
  [
    'as JSON with its schema',
    row,
    { __op: base64('{"schema":{"type":"string"},"payload":"d"}') },
    { ...row, __op: 'd' },
  ],
  [
    'of the source',
    row,
    { ...told, __source_ts_ms: base64('1900000000000') },
    { ...row, __op: 'u', __table: 'items', __source_ts_ms: '1900000000000' },
  ],
  ['what the row says itself counts', { ...row, __op: 'r' }, told, { ...row, __op: 'r', __table: 'items' }],
  [
    'around a schema',
    { schema: null, payload: row },
    told,
    { schema: null, payload: { ...row, __op: 'u', __table: 'items' } },
  ],
  [
    'an envelope is left as it is',
    { op: 'c', source: { table: 'x' }, after: row },
    told,
    { op: 'c', source: { table: 'x' }, after: row },
  ],
  ['a tombstone is left as it is', null, told, null],
  ['other headers of a record', row, { trace: base64('1') }, row],
])('%s', (_, message, headers, expected) => {
  expect(withRecordHeaders(message, sent(headers))).toEqual(expected)
})
