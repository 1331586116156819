import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pgArray } from '@/lib/db/array'

/** Reads an array literal by PostgreSQL's rules: quoted elements with backslashes, bare ones, NULL in any case. */
function parseArray(literal: string): (string | null)[] {
  if (!literal.startsWith('{') || !literal.endsWith('}')) throw new Error(`malformed: ${literal}`)
  const body = literal.slice(1, -1)
  if (body === '') return []
  const elements: (string | null)[] = []
  let at = 0
  do {
    if (at > 0) at += 1
    let text = ''
    if (body[at] === '"') {
      for (at += 1; body[at] !== '"'; at += 1) {
        if (at >= body.length) throw new Error(`unterminated: ${literal}`)
        if (body[at] === '\\') at += 1
        text += body[at]
      }
      at += 1
      elements.push(text)
    } else {
      for (; at < body.length && body[at] !== ','; at += 1) text += body[at]
      if (text === '' || /["\\{}\s]/.test(text)) throw new Error(`malformed element ${text}`)
      elements.push(text.toUpperCase() === 'NULL' ? null : text)
    }
    if (at < body.length && body[at] !== ',') throw new Error(`junk after an element: ${body.slice(at)}`)
  } while (at < body.length)
  return elements
}

const hostile = fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', ',', ' ', '\n', "'", 'a', 'ü', '🛒') })
const element = fc.oneof(
  hostile,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('null', 'NULL', '', '{}', '\\"'),
  fc.integer(),
  fc.bigInt(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
)

test('what PostgreSQL reads is what was given, element by element', () => {
  fc.assert(
    fc.property(fc.array(element), (values) => {
      expect(parseArray(pgArray(values))).toEqual(values.map((value) => (value === null ? null : String(value))))
    }),
    { numRuns: 500 },
  )
})

describe('literals', () => {
  test.each<[string, (string | number | bigint | null)[], string]>([
    ['nothing', [], '{}'],
    ['numbers need no quotes', [1, -2.5, 9007199254740993n], '{1,-2.5,9007199254740993}'],
    ['null and the text null', [null, 'null'], '{null,"null"}'],
    ['the empty text', [''], '{""}'],
    ['quotes and backslashes', ['a"b\\c'], '{"a\\"b\\\\c"}'],
    ['a JSON text', ['{"a":"b, c"}'], '{"{\\"a\\":\\"b, c\\"}"}'],
  ])('%s', (_name, values, expected) => expect(pgArray(values)).toBe(expected))
})
