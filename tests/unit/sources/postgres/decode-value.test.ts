import { describe, expect, test } from 'vitest'
import { decoderFor } from '@/lib/sources/postgres/decode-value'
import { parseArray } from '@/lib/sources/postgres/parse-array'

describe('decoderFor', () => {
  test.each([
    ['int2', 21, '-7', -7],
    ['int4', 23, '2147483647', 2147483647],
    ['int8 keeps its digits', 20, '9007199254740993', '9007199254740993'],
    ['numeric keeps its digits', 1700, '123.4500', '123.4500'],
    ['numeric NaN', 1700, 'NaN', 'NaN'],
    ['float8', 701, '1e-07', 1e-7],
    ['float8 that JSON cannot hold', 701, '-Infinity', '-Infinity'],
    ['bool true', 16, 't', true],
    ['bool false', 16, 'f', false],
    ['jsonb', 3802, '{"a": [1, null]}', { a: [1, null] }],
    ['json text', 114, '"x"', 'x'],
    ['bytea', 17, '\\xdeadbeef', '3q2+7w=='],
    ['date', 1082, '2024-02-29', '2024-02-29'],
    ['timestamptz', 1184, '2024-02-29 23:59:59.5+00', '2024-02-29T23:59:59.5Z'],
    ['timestamp', 1114, '2024-02-29 23:59:59', '2024-02-29T23:59:59Z'],
    ['timestamp without end', 1184, 'infinity', 'infinity'],
    ['timestamp before Christ', 1184, '0044-03-15 12:00:00+00 BC', '0044-03-15 12:00:00+00 BC'],
    ['uuid', 2950, '6f1c3f7e-0b1a-4c1e-9d2b-0a1b2c3d4e5f', '6f1c3f7e-0b1a-4c1e-9d2b-0a1b2c3d4e5f'],
    ['a type that nobody knows', 600, '(1,2)', '(1,2)'],
    ['int4 array', 1007, '{1,NULL,3}', [1, null, 3]],
    ['text array', 1009, '{a,"b c",NULL}', ['a', 'b c', null]],
    ['timestamptz array', 1185, '{"2024-01-01 00:00:00+00"}', ['2024-01-01T00:00:00Z']],
  ])('%s', (_, oid, text, value) => {
    expect(decoderFor({ oid, name: null })(text)).toEqual(value)
  })

  test.each([
    ['a domain over numeric', 'numeric', '1.50', '1.50'],
    ['a domain over int4', 'int4', '3', 3],
    ['an enum', 'mood', 'so so', 'so so'],
    ['an array of enums', '_mood', '{fine,"so so"}', ['fine', 'so so']],
  ])('%s is read by the name of its type', (_, name, text, value) => {
    expect(decoderFor({ oid: 99_999, name })(text)).toEqual(value)
  })

  test('numbers in JSON keep digits that a double cannot hold', () => {
    expect(String((decoderFor({ oid: 3802, name: null })('{"n": 12345678901234567890}') as { n: unknown }).n)).toBe(
      '12345678901234567890',
    )
  })
})

describe('parseArray', () => {
  test.each([
    ['empty', '{}', []],
    [
      'nested',
      '{{a,b},{c,d}}',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['with bounds', '[0:1]={a,b}', ['a', 'b']],
    ['escapes', '{"a\\"b","c\\\\d","{,}"}', ['a"b', 'c\\d', '{,}']],
    ['the text NULL', '{"NULL",NULL}', ['NULL', null]],
    ['an empty text', '{""}', ['']],
    ['not an array', 'a,b', null],
    ['cut off', '{a,{b}', null],
  ])('%s', (_, text, value) => {
    expect(parseArray(text, (item) => item)).toEqual(value)
  })
})
