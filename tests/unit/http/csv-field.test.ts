import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvField, csvText } from '@/lib/http/csv-field'

describe('csvText', () => {
  test.each([
    ['a plain text', 'paid', 'paid'],
    ['a comma', 'paid, open', '"paid, open"'],
    ['a quote', 'say "x"', '"say ""x"""'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', `"'=1+1"`],
    ['a command', "=cmd|' /C calc'!A0", `"'=cmd|' /C calc'!A0"`],
    ['a plus', '+49', `"'+49"`],
    ['a minus', '-1', `"'-1"`],
    ['an at', '@SUM(A1)', `"'@SUM(A1)"`],
    ['a tab before a formula', '\t=1', `"'\t=1"`],
    ['a carriage return', '\r=1', `"'\r=1"`],
    ['a NUL before a formula', '\0=1', `"'\0=1"`],
    ['a wide formula', '＝1+1', `"'＝1+1"`],
    ['spaces before a formula', '  =1', `"'  =1"`],
  ])('%s', (_, given, expected) => expect(csvText(given)).toBe(expected))

  test('no field begins with what a spreadsheet computes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(csvText(text).replace(/^"/, '')).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]/)
      }),
    )
  })
})

test.each([
  ['a number below zero', -5, '-5'],
  ['a number as a text', '-5.25', '-5.25'],
  ['what only begins as a number', '-5+cmd', `"'-5+cmd"`],
  ['nothing', null, ''],
  ['what has parts', { a: '=1' }, '"{""a"":""=1""}"'],
  ['parts that begin with a sign', ['=1'], '"[""=1""]"'],
])('csvField: %s', (_, given, expected) => expect(csvField(given)).toBe(expected))
