import { LosslessNumber } from 'lossless-json'
import { expect, test } from 'vitest'
import { digest, identify } from '@/lib/events/envelopes/sender-id'

test.each<[string, unknown[], unknown]>([
  ['texts and numbers', ['0/1A', 7, new LosslessNumber('9007199254740993')], '0/1A|7|9007199254740993'],
  ['a part that has the mark between parts', ['a|b', 'c%7C'], 'a%7Cb|c%257C'],
  ['a part that is missing', ['0/1A', undefined], undefined],
  ['an empty part', ['0/1A', ''], undefined],
  ['a part that is an object', ['0/1A', {}], undefined],
  ['a long key', ['x'.repeat(10_000)], expect.stringMatching(/^sha256:[0-9a-f]{40}$/)],
])('identify: %s', (_name, parts, id) => expect(identify(parts)).toEqual(id))

test('identify takes a million parts', () => {
  expect(identify(Array(1_000_000).fill(1))).toMatch(/^sha256:/)
})

test('digest tells contents apart, exact numbers too, and gives up on what is nested too deep', () => {
  const number = (text: string) => digest({ a: new LosslessNumber(text) })
  expect(number('9007199254740993')).toBe(number('9007199254740993'))
  expect(number('9007199254740993')).not.toBe(number('9007199254740992'))
  expect(digest(JSON.parse('['.repeat(1_000_000) + ']'.repeat(1_000_000)))).toBeUndefined()
})
