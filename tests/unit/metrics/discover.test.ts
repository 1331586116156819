import fc from 'fast-check'
import { LosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import type { ColumnRole } from '@/lib/metrics/contract'
import { judgeColumn, observe } from '@/lib/metrics/observe'
import { readCategory, readNumber, type Shape, shapeOf } from '@/lib/metrics/shape'

const judge = (name: string, values: unknown[]): ColumnRole =>
  judgeColumn(name, undefined, observe(values.map((value) => ({ [name]: value }))).get(name)!)

const uuid = '0190a6a8-7b1c-7e3a-9c57-2f1d3b4a5c6d'
const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))
const words = (count: number, kinds: number) => many(count, (i) => `word ${i % kinds}`)
const sentence = 'a remark that goes on for longer than any category of a dashboard could be shown'

/** Columns as they stand in the schemas of shops, billing, web and support systems. */
const columns: [string, unknown[], ColumnRole][] = [
  ['id', [1, 2, 3], 'identifier'],
  ['uuid', [uuid], 'identifier'],
  ['customer_id', [42], 'identifier'],
  ['customerId', ['42'], 'identifier'],
  ['userID', [7], 'identifier'],
  ['external_ref', ['A-1'], 'identifier'],
  ['order_number', [100_001], 'identifier'],
  ['invoice_no', ['2026-17'], 'identifier'],
  ['sku', ['T-SHIRT-M'], 'identifier'],
  ['email', ['a@example.org'], 'identifier'],
  ['phone', ['4930123456'], 'identifier'],
  ['postal_code', ['10115', '01067'], 'identifier'],
  ['session_token', ['9f86d081884c'], 'identifier'],
  ['password_hash', ['$2b$10$x'], 'identifier'],
  ['avatar_url', ['https://example.org/a.png'], 'identifier'],
  ['ip', ['10.0.0.1'], 'identifier'],
  ['cvv', many(30, () => '[masked]'), 'pending'],
  ['correlation', [uuid, uuid], 'identifier'],
  ['amount', [99.99], 'numeric'],
  ['amount', ['99.99', '100.00'], 'numeric'],
  ['total', [new LosslessNumber('12345678901234567890.01')], 'numeric'],
  ['unit_price', ['1e2', '-3'], 'numeric'],
  ['quantity', [1, 2, 1], 'numeric'],
  ['number_of_guests', [2], 'numeric'],
  ['age', [33, null], 'numeric'],
  ['discount_percent', [0, 12.5], 'numeric'],
  ['balance', ['-10.50'], 'numeric'],
  ['duration_ms', [12], 'numeric'],
  ['weight_kg', [0.5], 'numeric'],
  ['rating', [5, 4], 'numeric'],
  ['access_level', [1, 2, 9], 'categorical'],
  ['stock_level', [1, 2, 9], 'numeric'],
  ['is_paid', [0], 'categorical'],
  ['taxable', many(19, (i) => i % 2), 'pending'],
  ['taxable', many(20, (i) => i % 2), 'categorical'],
  ['taxable', [...many(20, (i) => i % 2), 2], 'numeric'],
  ['file_size', [1024], 'numeric'],
  ['latitude', [52.52], 'identifier'],
  ['retries', [0], 'numeric'],
  ['amount', [...many(19, () => 5), 'n/a'], 'numeric'],
  ['status', ['paid'], 'categorical'],
  ['orderStatus', ['open'], 'categorical'],
  ['Order-Status', ['open'], 'categorical'],
  ['status', [1, 2, 3], 'categorical'],
  ['http_status', [200, 404], 'categorical'],
  ['status_code', [200, 500], 'categorical'],
  ['priority', ['3'], 'categorical'],
  ['event_type', ['click'], 'categorical'],
  ['payment_method', ['card'], 'categorical'],
  ['currency', ['EUR'], 'categorical'],
  ['country_code', ['DE'], 'categorical'],
  ['size', ['XL'], 'categorical'],
  ['plan', ['pro', null], 'categorical'],
  ['is_active', [true, false], 'categorical'],
  ['has_phone', [true, false], 'categorical'],
  ['deleted', [false], 'categorical'],
  ['status', many(500, (i) => `state ${i}`), 'categorical'],
  ['warehouse', words(40, 4), 'categorical'],
  ['warehouse', words(40, 8), 'categorical'],
  ['city', words(1000, 60), 'categorical'],
  ['created_at', ['2026-03-01T10:00:00Z'], 'timestamp'],
  ['updatedAt', [1_772_359_200], 'timestamp'],
  ['birthday', ['1990-05-17'], 'timestamp'],
  ['due_date', ['2026-03-31'], 'timestamp'],
  ['last_login', ['2026-03-01 10:00:00+00', null], 'timestamp'],
  ['valid_until', ['2026-12-31T23:59:59.999+01:00'], 'timestamp'],
  ['first_name', ['Ada'], 'text'],
  ['product_name', words(100, 3), 'text'],
  ['shipping_address', ['Unter den Linden 1'], 'text'],
  ['description', [sentence], 'text'],
  ['remark', [sentence, sentence, 'ok'], 'text'],
  ['reason', [sentence, sentence, 'late'], 'text'],
  ['coupon', many(60, (i) => `SAVE${i}X`), 'text'],
  ['callsign', many(5000, (i) => `user ${i}`), 'text'],
  ['metadata', [{ a: 1 }, { b: 2 }], 'json'],
  ['tags', [['new', 'sale'], []], 'json'],
  ['warehouse', ['north'], 'pending'],
  ['amount', [null, null], 'pending'],
  ['warehouse', words(19, 2), 'pending'],
  ['warehouse', words(40, 9), 'pending'],
  ['amount', [1, 2, 'n/a'], 'pending'],
]

describe('the role of a column by its name and values', () => {
  test.each(columns.map(([name, values, role], i) => [`${i + 1}`, name, values.slice(0, 2), role, values] as const))(
    '%s: %s %j is %s',
    (_place, name, _shown, role, values) => expect(judge(name, values)).toBe(role),
  )
})

test('the order of values makes no difference', () => {
  const anyValue = fc.oneof(
    fc.constantFrom<unknown>(null, true, 1, '2.5', 'paid', 'open', 'void', uuid, '2026-03-01', sentence, { a: 1 }),
    fc.integer({ min: 1, max: 80 }).map((i) => `word ${i}`),
  )
  const placed = fc.array(fc.record({ value: anyValue, place: fc.nat() }), { minLength: 1, maxLength: 120 })
  const names = fc.constantFrom('amount', 'status', 'size', 'level', 'note', 'city', 'at', 'id')
  fc.assert(
    fc.property(names, placed, (name, list) => {
      const shuffled = [...list].sort((a, b) => a.place - b.place)
      const valuesOf = (rows: typeof list) => rows.map(({ value }) => value)
      expect(judge(name, valuesOf(shuffled))).toBe(judge(name, valuesOf(list)))
    }),
  )
})

test.each<[string, unknown, Shape]>([
  ['null', null, 'nulls'],
  ['a column left out', undefined, 'nulls'],
  ['false', false, 'booleans'],
  ['zero', 0, 'flags'],
  ['one in a text', '1', 'flags'],
  ['two', 2, 'numbers'],
  ['seconds since 1970', 1_772_359_200, 'epochs'],
  ['milliseconds since 1970 in a text', '1772359200123', 'epochs'],
  ['a number of ten digits that is no time of late', 4_930_123_456, 'numbers'],
  ['a fraction', 0.5, 'decimals'],
  ['an address of mail', 'a@example.org', 'tokens'],
  ['an address of the web', 'https://example.org/a', 'tokens'],
  ['an address of the network', '10.0.0.1', 'tokens'],
  ['a digest', '9f86d081884c7d65', 'tokens'],
  ['letters that might be hexadecimal', 'deadbeefdeadbeef', 'words'],
  ['an object in a text', '{"a":1}', 'jsons'],
  ['four words', 'left at the door', 'phrases'],
  ['three words', 'out of stock', 'words'],
  ['a decimal in a text', '123.4500000001', 'decimals'],
  ['a number that a double cannot count', new LosslessNumber('9007199254740993'), 'numbers'],
  ['a number beyond all doubles', new LosslessNumber('1e400'), 'texts'],
  ['hexadecimal is no number', '0x10', 'words'],
  ['a decimal comma is none', '1,5', 'words'],
  ['the empty text', '', 'words'],
  ['64 characters', 'x'.repeat(64), 'words'],
  ['65 characters', 'x'.repeat(65), 'texts'],
  ['a UUID in capitals', uuid.toUpperCase(), 'uuids'],
  ['a date', '2026-03-01', 'times'],
  ['a time of PostgreSQL', '2026-03-01 10:00:00.5+00', 'times'],
  ['a list', [1], 'objects'],
])('shapeOf: %s', (_name, value, shape) => expect(shapeOf(value)).toBe(shape))

test.each<[string, unknown, number | string | null]>([
  ['a number', -1.5, -1.5],
  ['a decimal text as it was written', '0.10', '0.10'],
  ['a number with all its digits', new LosslessNumber('9007199254740993'), '9007199254740993'],
  ['too large for a double', '1e309', null],
  ['not a number', Number.NaN, null],
  ['infinite', Number.POSITIVE_INFINITY, null],
  ['white space around', ' 1', null],
  ['a boolean', true, null],
  ['base64 of a decimal', 'AfQ=', null],
])('readNumber: %s', (_name, value, expected) => expect(readNumber(value)).toBe(expected))

test.each<[string, unknown, string | null]>([
  ['a word', 'paid', 'paid'],
  ['false', false, 'false'],
  ['zero', 0, '0'],
  ['an exact number', new LosslessNumber('9007199254740993'), '9007199254740993'],
  ['64 characters', 'x'.repeat(64), 'x'.repeat(64)],
  ['65 characters', 'x'.repeat(65), null],
  ['the empty text', '', null],
  ['null', null, null],
  ['an object', {}, null],
])('readCategory: %s', (_name, value, expected) => expect(readCategory(value)).toBe(expected))
