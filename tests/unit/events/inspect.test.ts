import { expect, test } from 'vitest'
import { contentTypeOf } from '@/components/events/content-type'
import { examples } from '@/components/events/inspect-examples'
import { inspectMessages } from '@/lib/events/inspect'
import { inspection } from '@/lib/events/inspect-contract'
import { parseMessages } from '@/lib/events/parse'
import { masker } from './masker'

const limits = {
  maxIdLength: 255,
  maxDepth: 32,
  maxKeys: 2000,
  maxEventBytes: 10_000,
  latestAt: Date.parse('2026-03-02T00:00:00Z'),
}
const hints = { receivedAt: '2026-03-01T00:00:00Z' }
const inspect = (...messages: unknown[]) =>
  inspection.parse(inspectMessages(messages, { hints, mask: masker() }, limits))

const order = {
  id: 'evt_1',
  type: 'insert',
  table: 'orders',
  schema: 'public',
  timestamp: '2026-03-01T11:30:00+01:00',
  after: { id: 7, amount: '12.50', status: 'paid', customer_id: 3, note: 'x' },
}

test('an event is shown as it would be stored, with the columns of its table and the metrics that they make', () => {
  const { format, messages, tables } = inspect(order)
  expect(format).toBe('native')
  expect(messages[0]?.outcomes[0]).toMatchObject({
    kind: 'event',
    event: { id: 'evt_1', type: 'INSERT', timestamp: '2026-03-01T10:30:00.000Z', key: '{"id":"7"}', before: null },
    warnings: [],
  })
  expect(tables[0]?.columns).toEqual([
    { name: 'id', role: 'identifier' },
    { name: 'amount', role: 'numeric' },
    { name: 'status', role: 'categorical' },
    { name: 'customer_id', role: 'identifier' },
    { name: 'note', role: 'text' },
  ])
  expect(tables[0]?.metrics).toEqual([
    'orders_events_total',
    'orders_inserts_total',
    'orders_updates_total',
    'orders_deletes_total',
    'orders_events_by_type',
    'orders_lag_seconds',
    'orders_freshness_seconds',
    'orders_id_cardinality',
    'orders_amount_sum',
    'orders_amount_avg',
    'orders_amount_min',
    'orders_amount_max',
    'orders_amount_p50',
    'orders_amount_p95',
    'orders_amount_p99',
    'orders_by_status',
    'orders_customer_id_cardinality',
    'orders_rows',
    'orders_amount_total',
    'orders_current_by_status',
    'orders_status_transitions',
    'orders_status_dwell_seconds',
  ])
})

test('columns are judged over all messages of a table; an event names the metrics of its own columns', () => {
  const other = { ...order, id: 'evt_2', after: { id: 8, weight: 3 } }
  const { messages, tables } = inspect(order, other, { ...order, table: 'refunds' })
  expect(tables.map(({ table }) => table)).toEqual(['orders', 'refunds'])
  expect(tables[0]?.columns.map(({ name }) => name)).toContain('weight')
  expect(messages[1]?.outcomes[0]?.metrics).toContain('orders_weight_sum')
  expect(messages[1]?.outcomes[0]?.metrics).not.toContain('orders_by_status')
})

test('an event without an id is shown with the one that it would get', () => {
  const [outcome] = inspect({ ...order, id: undefined }).messages[0]!.outcomes
  expect(outcome).toMatchObject({ kind: 'event', event: { id: expect.stringMatching(/^sha256:[0-9a-f]{40}$/) } })
})

test.each([
  ['a marker of a transaction', { type: 'BEGIN' }, { kind: 'ignored', reason: expect.stringContaining('transaction') }],
  ['what is no object', 7, { kind: 'refused', id: null, code: 'not_an_object' }],
  ['a wrong type', { ...order, type: 'UPSERT' }, { kind: 'refused', id: 'evt_1', code: 'invalid_type' }],
  ['a time that is none', { ...order, timestamp: '01/02/2024' }, { kind: 'refused', code: 'invalid_timestamp' }],
  ['too much', { ...order, after: { text: 'x'.repeat(20_000) } }, { kind: 'refused', code: 'event_too_large' }],
  [
    'what cannot be stored',
    { ...order, after: { id: 1, a: 'b\0' } },
    { kind: 'event', warnings: [{ code: 'text_repaired' }] },
  ],
])('%s is told beside its index, and the others are read', (_name, message, expected) => {
  const { messages } = inspect(order, message, order)
  expect(messages.map(({ index }) => index)).toEqual([0, 1, 2])
  expect(messages[1]?.outcomes).toMatchObject([expected])
  expect(messages[2]?.outcomes[0]?.kind).toBe('event')
})

test('nothing has no format', () => {
  expect(inspect()).toEqual({ format: null, messages: [], tables: [] })
})

test.each(examples)('the example $name is read in the format $format', ({ format, text }) => {
  const { messages } = parseMessages(text, contentTypeOf(text) === 'application/x-ndjson')
  const read = inspect(...messages)
  expect(read.format).toBe(format)
  expect(read.tables.map(({ table }) => table)).toEqual(['orders'])
  expect(read.messages.some(({ outcomes }) => outcomes.some(({ kind }) => kind === 'event'))).toBe(true)
})

test('where the sender does not tell an insert from an update, that is said', () => {
  const message = { after: { id: 1, amount: 2 }, key: [1], topic: 'orders', updated: '1772361000000000000.0000000000' }
  const { format, messages } = inspect(message)
  expect(format).toBe('cockroachdb')
  expect(messages[0]?.outcomes[0]).toMatchObject({ kind: 'event', warnings: [{ code: 'insert_or_update' }] })
})
