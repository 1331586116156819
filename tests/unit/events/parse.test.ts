import fc from 'fast-check'
import { isLosslessNumber, stringify } from 'lossless-json'
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
    ['null', 'null', false],
  ])('%s is no request', (_name, text, lines) =>
    expect(() => parseMessages(text, lines)).toThrow(expect.objectContaining({ code: 'bad_request' })),
  )

  test('a list of two million levels is taken for what it is', () => {
    const deep = `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`
    expect(parseMessages(`[{"v":9007199254740993},${deep}]`, false).messages).toHaveLength(2)
  })
})
