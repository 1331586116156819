import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Piece, Splitter, type Splitting } from '@/lib/sources/files/split'

/** Cuts a text that comes in parts of `size` bytes. */
function cut(splitting: Splitting, text: string, size = 1_000_000, maxBytes = 10_000): Piece[] {
  const splitter = new Splitter(splitting, maxBytes)
  const bytes = Buffer.from(text)
  const pieces: Piece[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(...splitter.push(bytes.subarray(at, at + size)))
  return [...pieces, ...splitter.end()]
}
const texts = (pieces: Piece[]) => pieces.map(({ text }) => text)

test.each<[string, Splitting, string, string[]]>([
  ['lines, the last without an end', 'lines', 'a\r\nb\n\nc', ['a', 'b', 'c']],
  ['a field of CSV with a newline', 'csv', 'x\n"a\nb",c\nd\n', ['x', '"a\nb",c', 'd']],
  ['doubled quotes', 'csv', '"a ""b""\n",1\n2\n', ['"a ""b""\n",1', '2']],
  ['a quote in a bare field ends nothing', 'csv', '5" pipe,1\n6" pipe,2\n', ['5" pipe,1', '6" pipe,2']],
  ['a quote that is not closed costs its own line', 'csv', 'a\n"b\nc\nd\n', ['a', '"b', 'c', 'd']],
  [
    'a list of objects over lines',
    'values',
    ' [\n {"a": [1, "]"]},\n {"b": "}\\""}\n]\n',
    ['{"a": [1, "]"]}', '{"b": "}\\""}'],
  ],
  ['objects behind each other', 'values', '{"a":1}{"b":2}\n{"c":3}', ['{"a":1}', '{"b":2}', '{"c":3}']],
  ['lists in a list', 'values', '[[1],[2]]', ['[1]', '[2]']],
  ['nothing', 'values', '[]', []],
  ['a cut off object', 'values', '[{"a":1},{"b":', ['{"a":1}', '{"b":']],
])('%s', (_, splitting, text, wanted) => {
  for (const size of [1, 2, 3, 7, 1000]) expect(texts(cut(splitting, text, size))).toEqual(wanted)
})

test('reading on from the end of any piece gives the same pieces as reading from the start', () => {
  const field = fc.stringMatching(/^[a-z"é\n,]{0,8}$/).map((text) => `"${text.replaceAll('"', '""')}"`)
  const file = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(file, fc.nat(), fc.integer({ min: 1, max: 9 }), (rows, pick, size) => {
      const text = rows.map((row) => `${row.join(',')}\n`).join('')
      const all = cut('csv', text, size)
      const from = all[pick % all.length]!
      const rest = new Splitter('csv', 10_000, { offset: from.end, line: from.line + from.lines })
      const again = [...rest.push(Buffer.from(text).subarray(from.end)), ...rest.end()]
      expect(again).toEqual(all.slice(all.indexOf(from) + 1))
    }),
  )
})

test('what is too long is passed over up to the next line, and told', () => {
  const long = cut('lines', `a\n${'x'.repeat(500)}\nb\n`, 64, 100)
  expect(long.map(({ line, tooLong, text }) => [line, tooLong ?? false, text.length])).toEqual([
    [1, false, 1],
    [2, true, 126],
    [3, false, 1],
  ])
  expect(cut('csv', `a\n"${'x'.repeat(500)}\nb\n`, 64, 100).map(({ text }) => text.slice(0, 2))).toEqual([
    'a',
    '"x',
    'b',
  ])
})
