import fc from 'fast-check'
import { LosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import { decodeDecimal } from '@/lib/events/envelopes/connect-decimal'
import { decodeValue } from '@/lib/events/envelopes/debezium-schema'
import { type Column, change, withSchema } from './debezium-messages'
import { draft } from './read-one'

const decimal = (scale: unknown): Column => ({
  type: 'bytes',
  name: 'org.apache.kafka.connect.data.Decimal',
  parameters: { scale, 'connect.decimal.precision': '12' },
})
const named = (name: string, type = 'int64'): Column => ({ type, name })
const time = (name: string, type?: string) => named(`io.debezium.time.${name}`, type)
const connect = (name: string, type?: string) => named(`org.apache.kafka.connect.data.${name}`, type)

describe('a value by its schema', () => {
  test.each<[string, Column, unknown, unknown]>([
    ['a decimal', decimal('2'), 'MDk=', '123.45'],
    ['a negative decimal', decimal('2'), '/w==', '-0.01'],
    ['a decimal of more digits than a double holds', decimal('4'), 'FOoVtaY/Hl/Ciw==', '9876543210987654321.0123'],
    ['a whole decimal', decimal('0'), 'ZA==', '100'],
    ['a decimal of hundreds', decimal('-2'), 'BQ==', '500'],
    ['zero', decimal('2'), 'AA==', '0.00'],
    ['a scale that is a number', decimal(3), 'ZA==', '0.100'],
    ['a decimal sent as a number', decimal('2'), 12.5, 12.5],
    ['a decimal that is no base64', decimal('2'), 'NaN!', 'NaN!'],
    ['a scale that is none', decimal('many'), 'ZA==', 'ZA=='],
    ['a scale beyond reason', decimal('999999999'), 'ZA==', 'ZA=='],
    ['an empty decimal', decimal('2'), '', ''],
    ['a date', time('Date', 'int32'), 20_000, '2024-10-04'],
    ['a date before 1970', time('Date', 'int32'), -1, '1969-12-31'],
    ['a date of Connect', connect('Date', 'int32'), 0, '1970-01-01'],
    ['a date-time in milliseconds', time('Timestamp'), 1_932_000_000_250, '2031-03-23T02:40:00.25Z'],
    ['a date-time of Connect', connect('Timestamp'), 1_932_000_000_000, '2031-03-23T02:40:00Z'],
    ['a date-time in microseconds', time('MicroTimestamp'), 1_932_000_000_123_456, '2031-03-23T02:40:00.123456Z'],
    [
      'a date-time in nanoseconds',
      time('NanoTimestamp'),
      new LosslessNumber('1932000000123456789'),
      '2031-03-23T02:40:00.123456789Z',
    ],
    ['a date-time before 1970', time('MicroTimestamp'), -1, '1969-12-31T23:59:59.999999Z'],
    ['an endless date-time', time('MicroTimestamp'), new LosslessNumber('9223372036825200000'), 'infinity'],
    ['an endless past', time('MicroTimestamp'), '-9223372036832400000', '-infinity'],
    ['a date-time with a zone', time('ZonedTimestamp', 'string'), '2031-03-23T02:40:00.1Z', '2031-03-23T02:40:00.1Z'],
    ['an ISO date', time('IsoDate', 'string'), '2031-03-23Z', '2031-03-23'],
    ['an ISO date-time', time('IsoTimestamp', 'string'), '2031-03-23T02:40:00Z', '2031-03-23T02:40:00Z'],
    ['a time of day', time('Time', 'int32'), 3_661_500, '01:01:01.5'],
    ['a time of day in microseconds', time('MicroTime'), 86_399_999_999, '23:59:59.999999'],
    ['a negative time', time('MicroTime'), -3_600_000_000, '-01:00:00'],
    ['a time that is a text', time('Timestamp'), 'soon', 'soon'],
    [
      'a number with a variable scale',
      named('io.debezium.data.VariableScaleDecimal', 'struct'),
      { scale: 3, value: 'MDk=' },
      '12.345',
    ],
    [
      'JSON',
      named('io.debezium.data.Json', 'string'),
      '{"a":9007199254740993}',
      { a: new LosslessNumber('9007199254740993') },
    ],
    ['JSON that is none', named('io.debezium.data.Json', 'string'), '{a', '{a'],
    ['a number in JSON', named('io.debezium.data.Json', 'string'), '7', '7'],
    ['a list of dates', { type: 'array', items: time('Date', 'int32') }, [0, null], ['1970-01-01', null]],
    ['a map of decimals', { type: 'map', values: decimal('1') }, { a: 'ZA==' }, { a: '10.0' }],
    [
      'a struct',
      { type: 'struct', fields: [{ field: 'on', type: 'int32', name: 'io.debezium.time.Date' }] },
      { on: 1, other: 2 },
      { on: '1970-01-02', other: 2 },
    ],
    ['NaN', { type: 'string' }, 'NaN', 'NaN'],
    ['a plain number', { type: 'int32' }, 7, 7],
    ['null', time('Date', 'int32'), null, null],
    ['a kind nobody knows', named('com.example.Kind'), 5, 5],
  ])('%s', (_name, column, value, expected) => expect(decodeValue(value, column)).toEqual(expected))

  test('in both images of a change', () => {
    const columns = { id: { type: 'int32' }, price: decimal('2'), on: time('Date', 'int32') }
    const payload = change({ op: 'u', before: { id: 1, price: 'ZA==', on: 0 }, after: { id: 1, price: 'MDk=', on: 1 } })
    expect(draft(withSchema(payload, columns))).toMatchObject({
      before: { id: 1, price: '1.00', on: '1970-01-01' },
      after: { id: 1, price: '123.45', on: '1970-01-02' },
    })
  })

  test('a number that says its scale needs no schema', () =>
    expect(draft(change({ after: { price: { scale: 2, value: 'MDk=' } } })).after).toEqual({ price: '123.45' }))

  test('a column named __proto__ stays a column', () => {
    const text = JSON.stringify(change({ after: { price: { scale: 0, value: 'ZA==' } } }))
    const after = draft(text.replace('"after":{', '"after":{"__proto__":{"x":1},')).after!
    expect(Object.keys(after)).toEqual(['__proto__', 'price'])
    expect(Object.getPrototypeOf(after)).toBe(Object.prototype)
  })
})

test('any decimal comes back with every digit', () => {
  const bytesOf = (value: bigint) => {
    let size = 1
    while (BigInt.asIntN(size * 8, value) !== value) size += 1
    const hex = BigInt.asUintN(size * 8, value)
      .toString(16)
      .padStart(size * 2, '0')
    return Buffer.from(hex, 'hex').toString('base64')
  }
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }), fc.integer({ min: 0, max: 40 }), (value, scale) => {
      const text = decodeDecimal(bytesOf(value), scale)!
      expect(BigInt(text.replace('.', ''))).toBe(value)
      expect(text.split('.')[1]?.length ?? 0).toBe(scale)
    }),
  )
})
