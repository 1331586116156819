import { LosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import type { NativeEvent } from '@/lib/events/native'
import { findOddNumbers, isStorableNumber } from '@/lib/events/numbers'
import { numbersAtTheEdge } from '@/tests/support/numbers-at-the-edge'

describe('PostgreSQL can hold', () => {
  test.each(numbersAtTheEdge)('$name: $storable', ({ text, storable }) => {
    expect(isStorableNumber(text)).toBe(storable)
    expect(isStorableNumber(`-${text}`)).toBe(storable)
  })
})

const event = (images: Partial<NativeEvent>) =>
  ({ before: null, after: null, key: null, detail: null, ...images }) as NativeEvent
const number = (text: string) => new LosslessNumber(text)

test.each<[string, NativeEvent, ReturnType<typeof findOddNumbers>]>([
  ['plain numbers', event({ after: { id: 1, v: 1.5 } }), { unstorable: null, notSummed: null }],
  ['many digits', event({ after: { v: number('9007199254740993') } }), { unstorable: null, notSummed: null }],
  ['too large for a sum', event({ after: { v: number('1e400') } }), { unstorable: null, notSummed: 'v' }],
  [
    'too large, but within an object',
    event({ after: { o: { v: number('1e400') } } }),
    { unstorable: null, notSummed: null },
  ],
  ['too large, but not written', event({ before: { v: number('1e400') } }), { unstorable: null, notSummed: null }],
  [
    'too large for PostgreSQL',
    event({ after: { v: number('1e200000') } }),
    { unstorable: '1e200000', notSummed: null },
  ],
  ['deep down', event({ before: { a: [{ b: [number('1e200000')] }] } }), { unstorable: '1e200000', notSummed: null }],
  ['in the key', event({ key: { id: number('1e200000') } }), { unstorable: '1e200000', notSummed: null }],
  [
    'in the detail',
    event({ detail: { position: { x: number('1e200000') } } }),
    { unstorable: '1e200000', notSummed: null },
  ],
])('%s', (_name, given, odd) => expect(findOddNumbers(given)).toEqual(odd))
