import { expect, test } from 'vitest'
import { type ArrivedRow, toArrival, type Wanted, wants } from '@/lib/events/arrival'
import { storedEvent } from '@/lib/events/contract'

const row: ArrivedRow = {
  uid: '019b7a1e-7d1b-7cc1-8b2f-6d9d2a0b4c11',
  id: 'evt "1"',
  type: 'UPDATE',
  table: 'orders',
  schema: 'public',
  database: 'shop',
  source: 'pg',
  timestamp: '2026-03-01T10:00:00.000Z',
  receivedAt: '2026-03-01T10:00:01.000Z',
  key: '{"id":"7"}',
  before: '{"id": 7, "status": "new"}',
  after: '{"id": 12345678901234567890,\n "status": "Paid"}',
  detail: '{"position": {"lsn": "0/1"}, "transaction_id": "9", "metadata": {}, "ddl_type": "x", "ddl_command": "y"}',
}
const dataOf = (text: string) =>
  text
    .split('\n')
    .find((line) => line.startsWith('data: '))!
    .slice(6)

test('an event goes out as the contract has it, on one line, its numbers untouched', () => {
  const { text } = toArrival(row)
  expect(text.split('\n').map((line) => line.split(': ')[0])).toEqual(['event', 'id', 'data', '', ''])
  expect(text).toContain('12345678901234567890')
  const event = storedEvent.parse(JSON.parse(dataOf(text)))
  expect(event).toMatchObject({ id: 'evt "1"', received_at: row.receivedAt, before: { id: 7, status: 'new' } })
  expect(Object.keys(event).sort()).toEqual(Object.keys(storedEvent.shape).sort())
})

test('an image that is not there is null', () => {
  expect(JSON.parse(dataOf(toArrival({ ...row, before: null }).text))).toMatchObject({ before: null })
})

test('what the sender did not say is left out', () => {
  expect(JSON.parse(dataOf(toArrival({ ...row, detail: null }).text))).not.toHaveProperty('position')
})

test.each<[string, Wanted, boolean]>([
  ['nothing in particular', {}, true],
  ['its table', { table: 'orders' }, true],
  ['another table', { table: 'order' }, false],
  ['its table of another schema', { table: 'orders', schema: 'sales' }, false],
  ['its type', { op: 'UPDATE' }, true],
  ['another type', { op: 'INSERT' }, false],
  ['a text of the new image, in another case', { q: 'pAID' }, true],
  ['a text of the old image', { q: '"status": "new"' }, true],
  ['a text of its id', { q: 'EVT' }, true],
  ['a text that only its table has', { q: 'orders' }, false],
  ['a word of the contract', { q: 'after' }, false],
  ['a text of it, and another table', { q: 'paid', table: 'customers' }, false],
])('wanted by %s: %o is %s', (_name, wanted, expected) => {
  expect(wants(wanted, toArrival(row))).toBe(expected)
})
