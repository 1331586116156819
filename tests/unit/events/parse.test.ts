import fc from 'fast-check'
import { isLosslessNumber, LosslessNumber, stringify } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import { parseJson, parseMessages } from '@/lib/events/parse'

type Row = Record<string, unknown>

describe('parseJson keeps a number as it was written', () => {
  test.each([
    ['one more than a double can count', '9007199254740993'],
    ['twenty digits', '-12345678901234567890'],
    ['more decimals than a double has', '123.45000000000000001'],
    ['beyond the largest double', '1e400'],
    ['below the smallest', '1E-400'],
    ['in a list', '3.00000000000000000001'],
  ])('%s', (_name, text) => {
    const value = parseJson(`{"small":1,"v":${text},"list":[ ${text}]}`) as {
      small: unknown
      v: unknown
      list: unknown[]
    }
    expect(value.small).toBe(1)
    for (const number of [value.v, value.list[0]]) {
      expect(isLosslessNumber(number)).toBe(true)
      expect(String(number)).toBe(text)
    }
  })

  test('beside a key given twice, of which the last stands', () => {
    const [first, second] = parseJson('[{"a":1,"a":2},{"v":9007199254740993}]') as [Row, Row]
    expect(first).toEqual({ a: 2 })
    expect(String(second.v)).toBe('9007199254740993')
  })

  test('beside __proto__, which is data', () => {
    const row = parseJson('{"__proto__":{"x":1},"constructor":2,"v":9007199254740993}') as Row
    expect(Object.keys(row)).toEqual(['__proto__', 'constructor', 'v'])
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype)
    expect(row.x).toBeUndefined()
  })
})

test('an event reads the same alone and beside any other, so that a retry in another batch is a duplicate', () => {
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.maxSafeInteger())
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.dictionary(fc.string(), number)), (value) => {
      const text = JSON.stringify({ value })
      const alone = stringify(parseJson(text))
      expect(JSON.parse(alone!)).toEqual(JSON.parse(text))
      expect(stringify((parseJson(`[${text},9007199254740993]`) as unknown[])[0])).toBe(alone)
    }),
  )
})

test('digits within a text do not matter', () =>
  expect(parseJson('{"a":": 12345678901234567890","b":"x"}')).toEqual({ a: ': 12345678901234567890', b: 'x' }))

describe('parseMessages', () => {
  const one = { id: 'a', table: 't' }
  test.each<[string, string, boolean, { messages: unknown[]; single: boolean }]>([
    ['one event', JSON.stringify(one), false, { messages: [one], single: true }],
    ['a list', JSON.stringify([one, 7]), false, { messages: [one, 7], single: false }],
    ['an empty list', '[]', false, { messages: [], single: false }],
    ['a batch', JSON.stringify({ batch_id: 'b', events: [one] }), false, { messages: [one], single: false }],
    [
      'an event with a field named events',
      JSON.stringify({ ...one, events: [] }),
      false,
      { messages: [{ ...one, events: [] }], single: true },
    ],
    ['lines', '{"id":1}\r\n\n  \n{"id":2}', true, { messages: [{ id: 1 }, { id: 2 }], single: false }],
    [
      'lines of lists',
      '[{"id":1},{"id":2}]\n[{"id":3}]',
      true,
      { messages: [{ id: 1 }, { id: 2 }, { id: 3 }], single: false },
    ],
    ['lines of batches', '{"events":[{"id":1}]}\n{"id":2}', true, { messages: [{ id: 1 }, { id: 2 }], single: false }],
    [
      'a list that is said to be lines',
      '[{"id":1},{"id":2}]',
      true,
      { messages: [{ id: 1 }, { id: 2 }], single: false },
    ],
    ['a wrapper that is said to be lines', '{"data":[{"x":1}]}', true, { messages: [{ x: 1 }], single: false }],
    [
      'a list over several lines that is said to be lines',
      '[\n {"id":1},\n {"id":2}\n]\n',
      true,
      { messages: [{ id: 1 }, { id: 2 }], single: false },
    ],
    [
      'an event over several lines that is said to be lines',
      '{\n "id": 1\n}',
      true,
      { messages: [{ id: 1 }], single: false },
    ],
    [
      'lines of which the first is no JSON',
      '{"id":\n{"id":2}',
      true,
      { messages: ['{"id":', { id: 2 }], single: false },
    ],
    [
      'lines of events with lists',
      '{"table":"t","events":[1]}\n{"x":1,"data":[{}]}',
      true,
      {
        messages: [
          { table: 't', events: [1] },
          { x: 1, data: [{}] },
        ],
        single: false,
      },
    ],
    [
      'a line that is cut off',
      '{"id":1}\n{"id":\n{"id":3}\n',
      true,
      {
        messages: [{ id: 1 }, '{"id":', { id: 3 }],
        single: false,
      },
    ],
    ['a single line is a batch of one', '{"id":1}', true, { messages: [{ id: 1 }], single: false }],
  ])('%s', (_name, text, lines, expected) => expect(parseMessages(text, lines)).toEqual(expected))

  test.each([
    ['nothing', '', false],
    ['white space', ' \n\t', false],
    ['no line', '\n', true],
    ['half an object', '{"a":', false],
    ['a number', '7', false],
    ['a text', '"x"', false],
  ])('%s is no request', (_name, text, lines) =>
    expect(() => parseMessages(text, lines)).toThrow(expect.objectContaining({ code: 'bad_request' })),
  )

  const two = [{ id: 1 }, { id: 2 }]
  test.each<[string, string, unknown[]]>([
    ['a batch of Savegress', JSON.stringify({ batch_id: 'b', batch_size: 2, batch_timestamp: 'x', events: two }), two],
    ['a list under data', JSON.stringify({ data: two }), two],
    ['a list under payload', JSON.stringify({ payload: two }), two],
    ['a list under records', JSON.stringify({ records: [{ value: two[0] }], value_schema_id: 3 }), [{ value: two[0] }]],
    ['an empty list under data', JSON.stringify({ data: [] }), []],
    ['lines', '{"id":1}\n{"id":2}', two],
    ['lines that end in one', '{"id":1}\r\n{"id":2}\r\n', two],
    ['lines, one of which is no JSON', '{"id":1}\n{"id":2\n{"id":2}', [{ id: 1 }, '{"id":2', { id: 2 }]],
    ['lines with a tombstone', '{"id":1}\nnull\n{"id":2}', [{ id: 1 }, null, { id: 2 }]],
    ['a tombstone', 'null', [null]],
    ['objects joined by commas', '{"id":1}, {"id":2}', two],
    ['objects joined by commas and lines', '{"id":1},\n{"id":2}', two],
    ['record separators', '\x1e{"id":1}\n\x1e{\n"id":2}\n', two],
    ['one value after a record separator', '\x1e{"id":1}\n', [{ id: 1 }]],
    ['texts that hold JSON', JSON.stringify(two.map((one) => JSON.stringify(one))), two],
    ['lines of texts that hold JSON', two.map((one) => JSON.stringify(JSON.stringify(one))).join('\n'), two],
    ['a text that holds a list', JSON.stringify(JSON.stringify(two)), two],
    [
      'numbers that a double cannot hold, in lines',
      '{"v":9007199254740993}\n{"v":1}',
      [{ v: new LosslessNumber('9007199254740993') }, { v: 1 }],
    ],
  ])('%s without a content type', (_name, text, messages) => {
    expect(parseMessages(text, false)).toEqual({ messages, single: false })
    expect(parseMessages(`\ufeff${text}`, false).messages).toEqual(messages)
  })

  test('record separators under a content type of lines', () =>
    expect(parseMessages('\x1e{"id":1}\n\x1e{"id":2}\n', true).messages).toEqual(two))

  test.each<[string, unknown]>([
    ['of Canal', { id: 3, database: 'd', table: 't', type: 'UPDATE', data: [{ id: '1' }], old: [{}] }],
    ['of Canal, without a type', { database: 'd', table: 't', data: [{ id: '1' }] }],
    ['of Sequin', { record: { id: 1 }, changes: null, action: 'insert', metadata: {} }],
    ['of CockroachDB', { payload: [{ after: { id: 1 }, key: [1], topic: 't' }], length: 1 }],
    ['a resolved time of CockroachDB', { resolved: '1900000000000000000.0000000000' }],
    ['a row with a list of its own', { id: 1, data: [{ a: 1 }], name: 'x' }],
    ['a row with meta columns', { data: [{ a: 1 }], __op: 'c', __table: 't' }],
    ['a row with a list of numbers', { data: [1, 2], name: 'x' }],
    ['a CloudEvent with a list', { specversion: '1.0', data: [{ id: 1 }] }],
    ['Debezium in a schema block', { schema: {}, payload: { op: 'c' } }],
  ])('%s is one message', (_name, message) =>
    expect(parseMessages(JSON.stringify(message), false)).toEqual({ messages: [message], single: true }),
  )

  test.each([
    ['half of a pretty object', '{\n  "a": 1,\n  "b":\n'],
    ['half of a list', '[{"id":1},\n{"id":2}\n'],
    ['texts joined by commas', '"a","b"'],
    ['words', 'hello\nworld'],
    ['mostly bad lines', '{"id":1}\n{\n{\n{'],
    ['one bad line', '{"id":1'],
  ])('%s is no request', (_name, text) =>
    expect(() => parseMessages(text, false)).toThrow(expect.objectContaining({ code: 'bad_request' })),
  )

  test('a list of two million levels is taken for what it is', () => {
    const deep = `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`
    expect(parseMessages(`[{"v":9007199254740993},${deep}]`, false).messages).toHaveLength(2)
  })
})
